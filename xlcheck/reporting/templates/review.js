"use strict";
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const desk = one("#desk");
const place = `/pair/${desk.dataset.pair}`;
const mayWrite = !("readOnly" in desk.dataset) && !!one(".flow");

// Speaking to the server: every action is saved before the page shows it, one after the other. Null where it wasn't.
let turn = Promise.resolve();
function send(path, body) {
  turn = turn.then(() => sendNow(path, body));
  return turn;
}
async function sendNow(path, body) {
  let told = null;
  try {
    const answer = await fetch(place + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, seen: desk.dataset.seen }),
      keepalive: true,
    });
    told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
  } catch {
    say(`Not saved: ${told?.error ?? "the server doesn't answer"}`, 0);
    return null;
  }
  say(told.warning ?? "", told.warning ? 0 : 4);
  show(told);
  return told;
}
// What the server sends is made of its own templates, in which everything from the articles is escaped.
function show(told) {
  desk.dataset.seen = told.seen;
  if (told.reload) return reload();
  one("#head").innerHTML = told.head;
  // By its words: what is added or taken away above it changes its number.
  const held = here()?.dataset.fingerprint;
  for (const [number, html] of Object.entries(told.passages)) one(`#bead-${number}`).outerHTML = html;
  for (const [number, kind] of Object.entries(told.bands)) one(`[data-band="${number}"]`)?.setAttribute("class", kind);
  if (held !== undefined) go(byFingerprint(held), false);
}
const byFingerprint = (name) => one(`.finding[data-fingerprint="${CSS.escape(name)}"]`);
// The page anew, at the same place and with the same word.
let leaving = false;
function reload() {
  leaving = true;
  addEventListener("pagehide", () => {
    const kept = { top: scrollY, finding: here()?.dataset.fingerprint, bead: passage()?.dataset.bead, word: one("#word").textContent };
    sessionStorage.setItem("kept", JSON.stringify(kept));
  });
  // What was said about this action is said first.
  setTimeout(() => location.reload());
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
  const last = those.length - 1;
  if (at >= 0) return go(those[Math.min(Math.max(at + by, 0), last)]);
  // From where the reader is, not from the top.
  const bead = passage();
  const next = those.findIndex((finding) => bead.contains(finding) || bead.compareDocumentPosition(finding) & Node.DOCUMENT_POSITION_FOLLOWING);
  const before = next < 0 ? last : Math.max(next - 1, 0);
  go(those[by > 0 && next >= 0 ? next : before]);
}
// The one that has the focus, or a selection, or that stands first on the screen.
function passage() {
  const selected = getSelection().anchorNode?.parentElement?.closest(".bead");
  const chosen = document.activeElement?.closest?.(".bead") ?? one(".here")?.closest(".bead") ?? selected;
  return chosen ?? all(".bead").find((bead) => bead.getBoundingClientRect().bottom > 160) ?? one(".bead");
}
function stepPassage(by) {
  const beads = all(".bead");
  go(focusable(beads[Math.min(Math.max(beads.indexOf(passage()) + by, 0), beads.length - 1)]));
}
function focusable(bead) {
  if (bead) bead.tabIndex = -1;
  return bead;
}

// Asking for a line of text; what couldn't be saved is there again the next time, for the same finding.
const unsaved = {};
function ask(title, label, reasons, text) {
  const dialog = one("#ask");
  one("#ask-title").textContent = title;
  one("#ask-label").textContent = label;
  const field = one("#ask-text");
  field.value = text;
  if (reasons) field.setAttribute("list", "reasons");
  else field.removeAttribute("list");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? field.value.trim() : ""), { once: true }),
  );
}
async function told(kind, key, title, label) {
  const finding = acts.finding();
  if (!finding) return;
  const name = `${kind} ${finding.dataset.fingerprint}`;
  const text = await ask(title, label, kind === "dismiss", unsaved[name] ?? "");
  if (!text) return;
  unsaved[name] = text;
  if (await decide(finding, kind, { [key]: text })) delete unsaved[name];
}
const decide = (finding, kind, more = {}) => send("/decide", { fingerprint: finding.dataset.fingerprint, kind, ...more });

const acts = {
  finding() {
    const finding = here();
    if (!finding) say("Go to a finding first: j");
    else if (finding.dataset.fingerprint.startsWith("missed-")) say("This is a mark of a reader; it can be taken away.");
    else return finding;
  },
  decide(kind) {
    const finding = acts.finding();
    return finding ? decide(finding, kind) : null;
  },
  confirm: () => acts.decide("confirm"),
  reopen: () => acts.decide("reopen"),
  dismiss: () => told("dismiss", "reason", "Dismiss this finding", "Why it is none"),
  note: () => told("note", "text", "A note on this finding", "Note"),
  severity: () => one("select", acts.finding() ?? document.createElement("p"))?.focus(),
  unmark: (button) => send("/undo", { number: Number(button.dataset.number) }),
  async undo() {
    const told = await send("/undo", {});
    if (told && !told.warning) say(told.undone ? `Taken back: ${told.undone}` : "There is nothing of yours to take back here.");
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
  const range = selection.getRangeAt(0).cloneRange();
  const [from, to] = [range.startContainer, range.endContainer].map((node) =>
    (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest(".side"));
  const side = from ?? to;
  if (!side || one(".nothing", side)) return false;
  // A triple click, or a hand that goes too far, ends in the next block.
  if (!side.contains(range.endContainer)) range.setEnd(side, side.childNodes.length);
  if (!side.contains(range.startContainer)) range.setStart(side, 0);
  const bead = side.closest(".bead");
  const name = side === one(".side", bead) ? "original" : "translation";
  const [start, end] = [offset(side, range.startContainer, range.startOffset), offset(side, range.endContainer, range.endOffset)];
  if (start === end) return false;
  marks[name] = { bead: Number(bead.dataset.bead), start, end };
  one(`#missed-${name}`).textContent = range.toString();
  return true;
}
function openMarks() {
  const dialog = one("#missed");
  if (dialog.open) return take() || say("Select words within a passage.");
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
// It closes when the mark is saved, and not before.
one("#missed form").addEventListener("submit", async (event) => {
  event.preventDefault();
  if (event.submitter?.value === "no") return one("#missed").close();
  if (!marks.original && !marks.translation) return say("Nothing was marked: select words first.");
  const more = { severity: one("#missed-severity").value, note: one("#missed-note").value.trim() };
  if (await send("/mark", { ...marks, ...more, verdict: Number(desk.dataset.verdict) })) one("#missed").close();
});

// Aligning by hand.
async function openAlignment(bead) {
  if (!bead) return;
  const answer = await fetch(`${place}/passage/${bead.dataset.bead}`).catch(() => null);
  if (!answer?.ok) return say("The passage can't be had; load the page again.");
  one("#align-body").innerHTML = await answer.text();
  one("#align").showModal();
}
one("#align").addEventListener("click", (event) => {
  const { align: change, divide, move } = event.target.closest("button")?.dataset ?? {};
  if (change) return align(JSON.parse(change));
  if (divide) {
    const [originals, translations] = ["originals", "translations"].map((name) => Number(one(`#divide-${name}`).value));
    return align({ op: "divide", bead: Number(divide), originals, translations });
  }
  const target = move && one("input", event.target.closest("li"));
  if (target && target.value && target.reportValidity()) align({ ...JSON.parse(move), op: "move", bead: Number(target.value) - 1 });
});
async function align(change) {
  one("#align").close();
  say("Checking these passages again …", 0);
  if (await send("/align", { ...change, verdict: Number(desk.dataset.verdict) })) say("Aligned, and checked again: u takes it back.");
}

// Buttons and keys.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-do]");
  if (!button) return;
  const finding = button.closest(".finding");
  if (finding) go(finding, false);
  acts[button.dataset.do]?.(button);
});
// A severity is saved when it has been chosen, not at each one that is passed on the way: of each finding its own.
const choosing = new Map();
function choose(finding, select) {
  clearTimeout(choosing.get(select));
  choosing.set(select, setTimeout(() => chosen(select, finding), 600));
}
function chosen(select, finding = select.closest(".finding")) {
  if (!choosing.has(select)) return;
  clearTimeout(choosing.get(select));
  choosing.delete(select);
  decide(finding, "severity", { severity: select.value });
}
document.addEventListener("change", (event) => {
  if (event.target.dataset?.do === "severity") choose(event.target.closest(".finding"), event.target);
});
document.addEventListener("focusout", (event) => chosen(event.target));
addEventListener("pagehide", () => [...choosing.keys()].forEach((select) => chosen(select)));
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
  if (event.key === "Escape" && one("#missed").open && !one("dialog:modal")) return one("#missed").close();
  const key = keyOf(event);
  const link = key && one(`a[data-key="${CSS.escape(key)}"]`);
  if (!keys[key] && !link) return;
  event.preventDefault();
  // A key that is held down goes on walking, and decides once.
  if (event.repeat && !"jkJK".includes(key)) return;
  keys[key] ? keys[key]() : link.click();
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

// On the map a passage is gone to; with keys there are J and K.
document.addEventListener("click", (event) => {
  const band = event.target.closest(".flow [data-band]");
  if (band) one(`#bead-${band.dataset.band}`).scrollIntoView({ block: "center" });
});

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
  await turn;
  const answer = await fetch(`${place}/seen`).catch(() => null);
  if (!leaving && answer?.ok && (await answer.json()).seen !== desk.dataset.seen && !one("dialog[open]")) reload();
});
const kept = JSON.parse(sessionStorage.getItem("kept") ?? "null");
sessionStorage.removeItem("kept");
if (kept) {
  go((kept.finding && byFingerprint(kept.finding)) || focusable(one(`#bead-${kept.bead}`)), false);
  scrollTo({ top: kept.top, behavior: "instant" });
  if (kept.word) say(kept.word);
}
