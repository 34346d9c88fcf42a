"use strict";
const all = (selector) => [...document.querySelectorAll(selector)];
// Both sides of a finding light up together, from either side and from its message.
for (const part of all("[data-finding]")) {
  const twins = all(`[data-finding="${part.dataset.finding}"]`);
  for (const [event, on] of [["mouseenter", true], ["focus", true], ["mouseleave", false], ["blur", false]])
    part.addEventListener(event, () => twins.forEach((twin) => twin.classList.toggle("linked", on)));
}
function filter() {
  const off = new Set(all("[data-severity][type=checkbox]").filter((box) => !box.checked).map((box) => box.dataset.severity));
  const check = document.getElementById("check")?.value ?? "";
  const only = document.getElementById("only")?.checked ?? false;
  for (const bead of all(".bead")) {
    const findings = [...bead.querySelectorAll(".finding")];
    for (const finding of findings)
      finding.classList.toggle("hidden", off.has(finding.dataset.severity) || (check !== "" && finding.dataset.check !== check));
    bead.classList.toggle("hidden", only && findings.every((finding) => finding.classList.contains("hidden")));
  }
}
for (const control of all("header input, header select")) control.addEventListener("change", filter);
