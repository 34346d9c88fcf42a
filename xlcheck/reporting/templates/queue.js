"use strict";
const links = [...document.querySelectorAll("a.go")];
const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("input[type=search]").focus(),
};
function step(by) {
  const at = links.indexOf(document.activeElement);
  links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select") || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
