"use strict";
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const desk = one("#desk");
const place = `/pair/${desk.dataset.pair}`;
const mayWrite = !("readOnly" in desk.dataset);

// Speaking to the server: every action is saved before the page shows it.
async function send(path, body) {
  let answer;
  try {
    answer = await fetch(place + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  } catch {
    return say("The server doesn't answer; this was not saved.", 0);
  }
  const told = await answer.json().catch(() => ({ error: `answer ${answer.status}` }));
  if (!answer.ok) return say(`Not saved: ${told.error ?? "the request was refused"}`, 0);
  show(told);
  return told;
}
// What the server sends is made of its own templates, in which everything from the articles is escaped.
function show(told) {
  desk.dataset.seen = told.seen;
  if (told.reload) return reload();
  one("#head").innerHTML = told.head;
  const held = here()?.dataset.finding;
  for (const [number, html] of Object.entries(told.passages)) one(`#bead-${number}`).outerHTML = html;
  if (held !== undefined) go(one(`#finding-${held}`), false);
}
function reload() {
  sessionStorage.setItem("place", String(scrollY));
  location.reload();
}
let wordTimer;
function say(text, seconds = 4) {
  clearTimeout(wordTimer);
  one("#word").textContent = text;
  if (seconds) wordTimer = setTimeout(() => (one("#word").textContent = ""), 1000 * seconds);
}

// Going about: findings, passages, and the one that keys are for.
const findings = () => all(".finding");
const here = () => document.activeElement?.closest?.(".finding") ?? one(".finding.here");
function go(element, scroll = true) {
  if (!element) return;
  all(".here").forEach((other) => other.classList.remove("here"));
  element.classList.add("here");
  element.focus({ preventScroll: true });
  if (scroll) element.scrollIntoView({ block: "center" });
  const bead = element.closest(".bead");
  one(`[data-band="${bead?.dataset.bead}"]`)?.classList.add("here");
}
function step(by) {
  const those = findings();
  const at = those.indexOf(here());
  if (at >= 0) return go(those[Math.min(Math.max(at + by, 0), those.length - 1)]);
  // From where the reader is, not from the top.
  const next = those.findIndex((finding) => finding.getBoundingClientRect().top > 120);
  go(by > 0 ? those[next < 0 ? those.length - 1 : next] : those[next < 0 ? those.length - 1 : Math.max(next - 1, 0)]);
}
function passage() {
  const active = document.activeElement?.closest?.(".bead") ?? here()?.closest(".bead");
  if (active) return active;
  return all(".bead").find((bead) => bead.getBoundingClientRect().bottom > 160) ?? one(".bead");
}
function stepPassage(by) {
  const beads = all(".bead");
  const target = beads[Math.min(Math.max(beads.indexOf(passage()) + by, 0), beads.length - 1)];
  if (!target) return;
  target.tabIndex = -1;
  go(target);
}

// Asking for a line of text.
function ask(title, label, reasons) {
  const dialog = one("#ask");
  one("#ask-title").textContent = title;
  one("#ask-label").textContent = label;
  const text = one("#ask-text");
  text.value = "";
  if (reasons) text.setAttribute("list", "reasons");
  else text.removeAttribute("list");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? text.value.trim() : null), { once: true }),
  );
}

const acts = {
  async decide(kind, more = {}) {
    const finding = here();
    if (!finding) return say("Go to a finding first: j");
    if (finding.dataset.fingerprint.startsWith("missed-")) return say("This is a mark of a reader; it can be taken away.");
    return send("/decide", { fingerprint: finding.dataset.fingerprint, kind, ...more });
  },
  confirm: () => acts.decide("confirm"),
  reopen: () => acts.decide("reopen"),
  async dismiss() {
    if (!here()) return say("Go to a finding first: j");
    const reason = await ask("Dismiss this finding", "Why it is none", true);
    if (reason === "") return say("A dismissal needs a reason: the next reader wants to know.");
    if (reason) await acts.decide("dismiss", { reason });
  },
  async note() {
    if (!here()) return say("Go to a finding first: j");
    const text = await ask("A note on this finding", "Note", false);
    if (text) await acts.decide("note", { text });
  },
  severity: () => one("select", here() ?? undefined)?.focus(),
  unmark: (button) => send("/undo", { number: Number(button.dataset.number) }),
  async undo() {
    const told = await send("/undo", {});
    if (told) say(told.undone ? `Taken back: ${told.undone}` : "There is nothing of yours to take back here.");
  },
  async done() {
    if (await send("/done", {})) say("Read through: passages without findings count as faithful.");
  },
  help: () => one("#help").showModal(),
  mark: () => openMarks(),
  align: () => openAlignment(passage()),
};

// Marking what was missed: words of one side, then of the other.
const marks = { original: null, translation: null };
function offset(side, node, at) {
  const range = document.createRange();
  range.setStart(side, 0);
  range.setEnd(node, at);
  // The server counts characters, the browser halves of some.
  return [...range.toString()].length;
}
function take() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return false;
  const range = selection.getRangeAt(0);
  const side = (range.startContainer.nodeType === 1 ? range.startContainer : range.startContainer.parentElement).closest(".side");
  if (!side || !side.contains(range.endContainer) || one(".nothing", side)) {
    say("Select words within one passage, on one side.");
    return false;
  }
  const bead = side.closest(".bead");
  const name = side === one(".side", bead) ? "original" : "translation";
  const [start, end] = [offset(side, range.startContainer, range.startOffset), offset(side, range.endContainer, range.endOffset)];
  marks[name] = { bead: Number(bead.dataset.bead), start, end };
  one(`#missed-${name}`).textContent = range.toString();
  return true;
}
function openMarks() {
  const dialog = one("#missed");
  if (dialog.open) return void take();
  for (const name of ["original", "translation"]) {
    marks[name] = null;
    one(`#missed-${name}`).textContent = "–";
  }
  one("#missed-note").value = "";
  take();
  dialog.returnValue = "no";
  dialog.show();
  one("#missed-take").focus();
}
one("#missed-take").addEventListener("mousedown", (event) => event.preventDefault());
one("#missed-take").addEventListener("click", () => take() || say("Select words in a passage first."));
one("#missed").addEventListener("close", () => {
  if (one("#missed").returnValue !== "yes") return;
  if (!marks.original && !marks.translation) return say("Nothing was marked: select words first.");
  send("/mark", { ...marks, severity: one("#missed-severity").value, note: one("#missed-note").value.trim() });
});

// Aligning by hand.
async function openAlignment(bead) {
  if (!bead) return;
  const answer = await fetch(`${place}/passage/${bead.dataset.bead}`);
  if (!answer.ok) return say("The passage can't be had; load the page again.");
  one("#align-body").innerHTML = await answer.text();
  one("#align").showModal();
}
one("#align").addEventListener("click", (event) => {
  const button = event.target.closest("[data-align], [data-divide]");
  if (!button) return;
  if (button.dataset.align) return align(JSON.parse(button.dataset.align));
  const [originals, translations] = ["originals", "translations"].map((name) => Number(one(`#divide-${name}`).value));
  align({ op: "divide", bead: Number(button.dataset.divide), originals, translations });
});
one("#align").addEventListener("change", (event) => {
  const { moveSide, moveSentence } = event.target.dataset;
  if (moveSide && event.target.checkValidity() && event.target.value)
    align({ op: "move", side: moveSide, sentence: Number(moveSentence), bead: Number(event.target.value) - 1 });
});
async function align(change) {
  one("#align").close();
  say("Checking these passages again …", 0);
  await send("/align", { ...change, verdict: Number(desk.dataset.verdict) });
}

// Buttons and keys.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const finding = button.closest(".finding");
  if (finding) go(finding, false);
  acts[button.dataset.do]?.(button);
});
document.addEventListener("change", (event) => {
  if (event.target.dataset.do !== "severity") return;
  go(event.target.closest(".finding"), false);
  acts.decide("severity", { severity: event.target.value });
});
document.addEventListener("focusin", (event) => {
  const finding = event.target.closest?.(".finding");
  if (finding && !finding.classList.contains("here")) {
    all(".here").forEach((other) => other.classList.remove("here"));
    finding.classList.add("here");
  }
});
const keys = {
  j: () => step(1), k: () => step(-1), J: () => stepPassage(1), K: () => stepPassage(-1), "?": acts.help,
  ...(mayWrite && {
    c: acts.confirm, d: acts.dismiss, o: acts.reopen, n: acts.note, s: acts.severity, m: acts.mark, a: acts.align, r: acts.done, u: acts.undo,
  }),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog:modal")) return;
  const link = one(`a[data-key="${CSS.escape(event.key)}"]`);
  if (!keys[event.key] && !link) return;
  event.preventDefault();
  keys[event.key] ? keys[event.key]() : link.click();
});

// Both sides of a finding light up together.
for (const [name, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]])
  document.addEventListener(name, (event) => {
    const number = event.target.closest?.("[data-finding]")?.dataset.finding;
    if (number !== undefined) all(`[data-finding="${number}"]`).forEach((twin) => twin.classList.toggle("linked", on));
    const bead = event.target.closest?.(".bead")?.dataset.bead;
    if (bead !== undefined) one(`[data-band="${bead}"]`)?.classList.toggle("here", on);
  });

// What sticks below the bar goes by its height, which goes by the window's width.
new ResizeObserver(([bar]) => document.documentElement.style.setProperty("--bar", `${bar.target.offsetHeight}px`)).observe(one(".bar"));

// The frame on the map: which passages are seen.
let framed = false;
function frame() {
  framed = false;
  const main = one("main");
  const view = one("#view");
  if (!view) return;
  const { top, height } = main.getBoundingClientRect();
  const from = Math.min(Math.max(-top / height, 0), 1);
  view.setAttribute("y", String(1000 * from));
  view.setAttribute("height", String(Math.max(4, 1000 * Math.min((innerHeight - Math.max(top, 0)) / height, 1 - from))));
}
addEventListener("scroll", () => framed || (framed = !!requestAnimationFrame(frame)), { passive: true });
addEventListener("resize", frame);
frame();

// Another tab, or another reviewer, may have decided meanwhile.
addEventListener("focus", async () => {
  const answer = await fetch(`${place}/seen`).catch(() => null);
  if (answer?.ok && (await answer.json()).seen !== desk.dataset.seen && !one("dialog[open]")) reload();
});
const before = sessionStorage.getItem("place");
sessionStorage.removeItem("place");
if (before !== null) scrollTo({ top: Number(before), behavior: "instant" });
