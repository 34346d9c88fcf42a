"use strict";
const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const desk = one("#desk");
const place = `/pair/${desk.dataset.pair}`;
const mayWrite = !("readOnly" in desk.dataset) && !!one(".flow");

// Speaking to the server: every action is saved before the page shows it. Null where it wasn't.
async function send(path, body) {
  let told = null;
  try {
    const answer = await fetch(place + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ ...body, seen: desk.dataset.seen }),
    });
    told = await answer.json();
    if (!answer.ok) throw new Error(told.error);
  } catch (error) {
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
  if (held !== undefined) go(one(`[data-fingerprint="${CSS.escape(held)}"]`), false);
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

// Asking for a line of text; what couldn't be saved is there again the next time.
let unsaved = "";
function ask(title, label, reasons) {
  const dialog = one("#ask");
  one("#ask-title").textContent = title;
  one("#ask-label").textContent = label;
  const text = one("#ask-text");
  text.value = unsaved;
  if (reasons) text.setAttribute("list", "reasons");
  else text.removeAttribute("list");
  text.required = true;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? text.value.trim() : ""), { once: true }),
  );
}
async function told(kind, key, title, label) {
  if (!acts.finding()) return;
  const text = await ask(title, label, kind === "dismiss");
  if (!text) return;
  unsaved = text;
  if (await acts.decide(kind, { [key]: text })) unsaved = "";
}

const acts = {
  finding() {
    const finding = here();
    if (!finding) say("Go to a finding first: j");
    else if (finding.dataset.fingerprint.startsWith("missed-")) say("This is a mark of a reader; it can be taken away.");
    else return finding;
  },
  decide(kind, more = {}) {
    const finding = acts.finding();
    return finding ? send("/decide", { fingerprint: finding.dataset.fingerprint, kind, ...more }) : null;
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
// A severity is saved when it has been chosen, not at each one that is passed on the way.
let choosing;
function choose(select) {
  clearTimeout(choosing);
  choosing = setTimeout(() => {
    go(select.closest(".finding"), false);
    acts.decide("severity", { severity: select.value });
  }, 600);
}
document.addEventListener("change", (event) => event.target.dataset?.do === "severity" && choose(event.target));
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
// On a keyboard of other letters it is the key's place that counts.
const letter = (event) =>
  /^[\x20-\x7e]$/.test(event.key) || !/^Key[A-Z]$/.test(event.code) ? event.key : event.shiftKey ? event.code[3] : event.code[3].toLowerCase();
document.addEventListener("keydown", (event) => {
  const at = event.target instanceof Element ? event.target : document.body;
  if (event.key === "Escape" && one("#missed").open) return one("#missed").close();
  if (event.ctrlKey || event.metaKey || event.altKey || at.closest("input, select, textarea, dialog:modal")) return;
  const key = letter(event);
  const link = one(`a[data-key="${CSS.escape(key)}"]`);
  if (!keys[key] && !link) return;
  event.preventDefault();
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
  const answer = await fetch(`${place}/seen`).catch(() => null);
  if (answer?.ok && (await answer.json()).seen !== desk.dataset.seen && !one("dialog[open]")) reload();
});
const before = sessionStorage.getItem("place");
sessionStorage.removeItem("place");
if (before !== null) scrollTo({ top: Number(before), behavior: "instant" });
