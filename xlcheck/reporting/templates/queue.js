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
  const key = keyOf(event);
  if (!keys[key]) return;
  event.preventDefault();
  keys[key]();
});
