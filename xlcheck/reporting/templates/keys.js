"use strict";
// Which key it is, on a keyboard of whatever letters: where those aren't Latin, the key's place counts. Null for what is
// the browser's own; AltGr and Option only write signs ("[", "]").
function keyOf(event) {
  const at = event.target instanceof Element ? event.target : document.body;
  const sign = event.key.length === 1 && !/[\p{L}\p{N}]/u.test(event.key);
  if (event.metaKey || ((event.ctrlKey || event.altKey) && !(sign && event.altKey))) return null;
  if (at.closest("input, select, textarea, dialog:modal")) return null;
  if (/^[\x20-\x7e]$/.test(event.key) || !/^Key[A-Z]$/.test(event.code)) return event.key;
  return event.shiftKey ? event.code[3] : event.code[3].toLowerCase();
}
