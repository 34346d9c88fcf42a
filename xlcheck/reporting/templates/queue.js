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
// On a keyboard of other letters it is the key's place that counts.
const letter = (event) =>
  /^[\x20-\x7e]$/.test(event.key) || !/^Key[A-Z]$/.test(event.code) ? event.key : event.code[3].toLowerCase();
document.addEventListener("keydown", (event) => {
  const at = event.target instanceof Element ? event.target : document.body;
  const key = letter(event);
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, select") || !keys[key]) return;
  event.preventDefault();
  keys[key]();
});
