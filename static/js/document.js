// A document's words and passages, marked in text and picture at once.
import { announce } from "./live.js";
import "./panes.js";
import { fill } from "./words.js";
import { away, draw, onPage } from "./sheet.js";

const STILL = 4; // pixels, to be a click
const open = () => document.getElementById("open-page");
const sheet = () => open()?.querySelector("[data-sheet]");

export const here = () => document.querySelector("[data-word][data-here]");

export const mark = (word) => {
  here()?.removeAttribute("data-here");
  word.dataset.here = "";
  word.scrollIntoView({ block: "nearest" });
  draw(sheet(), "here", word.dataset.box)?.scrollIntoView({ block: "nearest", inline: "nearest" });
};

/** On from the marked word, and round again. */
const step = (button) => {
  const words = [...document.querySelectorAll("[data-word]")];
  if (button.dataset.hard < 0) words.reverse();
  const from = words.indexOf(here()) + 1;
  const word = [...words.slice(from), ...words.slice(0, from)].find(({ dataset }) => dataset.sure === "low");
  if (!word) return;
  mark(word);
  announce(fill(button.closest("[data-text-said]").dataset.textSaid, { ...word.dataset, word: word.textContent }));
};

const wordAt = (event) => {
  const point = onPage(sheet(), event);
  return [...open().querySelectorAll("[data-word]")].find((word) => !away(word.dataset.box, point));
};

let pressedAt = [0, 0];
document.addEventListener("pointerdown", (event) => { pressedAt = [event.clientX, event.clientY]; });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hard]");
  if (button) step(button);
  const word = event.target.closest("[data-word]");
  if (word) mark(word);
  const still = Math.hypot(event.clientX - pressedAt[0], event.clientY - pressedAt[1]) < STILL;
  const found = still && sheet() && event.target.closest("[data-stage]") && wordAt(event);
  if (found) mark(found);
});

for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => draw(sheet(), "passage", event.target.closest?.("[data-outline]")?.dataset.outline ?? ""));
}

const opened = () => {
  const { number } = open().dataset;
  for (const leaf of document.querySelectorAll("[data-leaf]")) leaf.ariaCurrent = leaf.dataset.leaf === number ? "page" : null;
  const jump = document.getElementById("jump");
  if (jump) jump.value = number;
};

const markAgain = () => { if (here()) mark(here()); };
document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (["open-page", "page-strip"].includes(elt.id)) opened();
  if (elt.id === "panel" || elt.matches?.("[data-stage]")) markAgain();
});
markAgain();
