// Words of the source that are selected: made the source, quoted, or copied.
import { announce } from "./live.js";
import { copy } from "./copy.js";

const MOVES = { ArrowLeft: ["backward", "word"], ArrowRight: ["forward", "word"], ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"] };
const bar = () => document.querySelector("[data-selection]");
const sheetOf = (node) => (node.closest ? node : node.parentElement)?.closest("[data-desk] .sheet-text");
const size = (text) => [...text].length; // characters, as the server counts, not UTF-16

/** On the page it begins on: {page, start, end, text}, or nothing. */
export const selected = () => {
  const chosen = getSelection();
  const range = chosen.isCollapsed ? null : chosen.getRangeAt(0).cloneRange();
  const sheet = range && sheetOf(range.startContainer);
  if (!sheet) return null;
  if (!sheet.contains(range.endContainer)) range.setEndAfter(sheet.lastChild);
  const before = new Range();
  before.setStart(sheet, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Number(sheet.dataset.at) + size(before.toString());
  const text = range.toString();
  return { page: sheet.dataset.page, start, end: start + size(text), text };
};

document.addEventListener("selectionchange", () => {
  if (bar() && !bar().contains(document.activeElement)) bar().hidden = !selected();
});

const quote = (text) => {
  const field = document.getElementById("completion");
  const at = field.selectionEnd || field.value.length;
  const joint = at && !/\s$/.test(field.value.slice(0, at)) ? " " : "";
  field.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  field.focus();
  field.setRangeText(joint + text.trim(), at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-selection], .sheet__words")) event.preventDefault(); // the words stay selected
});

document.addEventListener("click", (event) => {
  const { selected: use } = event.target.closest("[data-selected]")?.dataset ?? {};
  const words = use && selected();
  if (!words) return;
  const { text, ...place } = words;
  if (use === "source") for (const name of ["page", "start", "end"]) bar().elements[name].value = place[name];
  if (use === "quote") quote(text);
  if (use === "copy") copy(text).then(() => announce(bar().dataset.textCopied));
  getSelection().removeAllRanges();
  setTimeout(() => { bar().hidden = true; }); // the form is sent first
});

// Arrows take words, with Shift more; without it they move a picture.
document.addEventListener("keydown", (event) => {
  const [way, unit] = MOVES[event.key] ?? [];
  const text = way && event.target.closest?.("[data-desk] [data-stage]");
  if (!text || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!event.shiftKey && (unit === "line" || !text.closest("[data-page-view][data-text]"))) return;
  event.preventDefault();
  const chosen = getSelection();
  if (!chosen.rangeCount || !text.contains(chosen.anchorNode)) chosen.collapse(text.querySelector("mark") ?? text.querySelector(".sheet-text"), 0);
  else if (way === "forward" && !event.shiftKey) chosen.collapseToEnd();
  else if (!event.shiftKey) chosen.modify("move", way, unit);
  chosen.modify("extend", event.shiftKey ? way : "forward", unit);
  chosen.focusNode.parentElement.scrollIntoView({ block: "nearest" });
}, true);
