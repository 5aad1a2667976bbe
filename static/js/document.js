// The screen of a document: a word marked in its text and its picture at once, hard words one after the other,
// passages outlined, the neighbours' pictures fetched in advance.
import { announce } from "./live.js";

const SVG = "http://www.w3.org/2000/svg";
const STILL = 4; // pixels a pointer may move and still click
const open = () => document.getElementById("open-page");
const stage = () => open()?.querySelector("[data-stage]");
const boxOf = (word) => word.dataset.box.split(" ").map(Number);

/** Draw one thing over the picture, in the page's own pixels; without attributes take it away. */
const draw = (tag, name, attributes) => {
  const marks = open()?.querySelector(".sheet__marks");
  marks?.querySelector(`.${name}`)?.remove();
  if (!marks || !attributes) return;
  const shape = document.createElementNS(SVG, tag);
  shape.setAttribute("class", name);
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
  marks.append(shape);
};

/** The picture on the stage, and how many of its pixels on screen one pixel of the page takes. */
const picture = () => {
  const image = stage()?.querySelector("img");
  return image && { frame: image.getBoundingClientRect(), scale: image.clientWidth / image.getAttribute("width") };
};

const bringIntoView = ([left, top, width, height]) => {
  const shown = picture();
  if (!shown) return;
  const pane = stage().getBoundingClientRect();
  const [x, y] = [shown.frame.left - pane.left + left * shown.scale, shown.frame.top - pane.top + top * shown.scale];
  const [right, bottom] = [x + width * shown.scale, y + height * shown.scale];
  if (x < 0 || right > pane.width) stage().scrollLeft += (x + right - pane.width) / 2;
  if (y < 0 || bottom > pane.height) stage().scrollTop += (y + bottom - pane.height) / 2;
};

// --- words -----------------------------------------------------------------------------------------------------------
export const here = () => document.querySelector("[data-word][data-here]");

export const mark = (word) => {
  here()?.removeAttribute("data-here");
  word.dataset.here = "";
  word.scrollIntoView({ block: "nearest" });
  const [x, y, width, height] = boxOf(word);
  draw("rect", "sheet__here", { x, y, width, height });
  bringIntoView([x, y, width, height]);
};

/** On from any word that is marked, and round again. */
const step = (button) => {
  const words = [...document.querySelectorAll("[data-word]")];
  if (button.dataset.hard < 0) words.reverse();
  const from = words.indexOf(here()) + 1;
  const word = [...words.slice(from), ...words.slice(0, from)].find(({ dataset }) => dataset.sure === "low");
  if (!word) return;
  mark(word);
  const { percent, line } = word.dataset;
  const said = button.closest("[data-text-said]").dataset.textSaid;
  announce(Object.entries({ word: word.textContent, percent, line }).reduce((t, [k, v]) => t.replace(`{${k}}`, v), said));
};

const wordAt = (x, y) => {
  const shown = picture();
  const [pageX, pageY] = [(x - shown.frame.left) / shown.scale, (y - shown.frame.top) / shown.scale];
  return [...open().querySelectorAll("[data-word]")].find((word) => {
    const [left, top, width, height] = boxOf(word);
    return pageX >= left && pageX <= left + width && pageY >= top && pageY <= top + height;
  });
};

let pressedAt = [0, 0];
document.addEventListener("pointerdown", (event) => { pressedAt = [event.clientX, event.clientY]; });
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-hard]");
  if (button) step(button);
  const show = event.target.closest("[data-show-part]");
  if (show) showPart(show.dataset.showPart);
  const word = event.target.closest("[data-word]");
  if (word) mark(word);
  const still = Math.hypot(event.clientX - pressedAt[0], event.clientY - pressedAt[1]) < STILL;
  const found = stage()?.contains(event.target) && picture() && still && wordAt(event.clientX, event.clientY);
  if (found) mark(found);
});

// --- passages --------------------------------------------------------------------------------------------------------
const outline = (event) => {
  const passage = event.target.closest?.("[data-outline]");
  draw("path", "sheet__passage", passage?.dataset.outline ? { d: passage.dataset.outline } : null);
};
for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, outline);

// --- the page that is open -------------------------------------------------------------------------------------------
let part = "page"; // of the two that a small screen shows one at a time
const showPart = (name) => {
  part = name;
  open().dataset.show = name;
  for (const each of open().querySelectorAll("[data-show-part]")) {
    each.setAttribute("aria-pressed", String(each.dataset.showPart === name));
  }
};

const opened = () => {
  const { number, ahead } = open().dataset;
  for (const leaf of document.querySelectorAll("[data-leaf]")) {
    if (leaf.dataset.leaf === number) leaf.setAttribute("aria-current", "page");
    else leaf.removeAttribute("aria-current");
  }
  const jump = document.getElementById("jump");
  if (jump) jump.value = number;
  showPart(part);
  for (const address of ahead.split(" ").filter(Boolean)) new Image().src = address;
};

document.addEventListener("htmx:load", (event) => {
  if (["open-page", "page-strip"].includes(event.detail.elt.id)) opened();
  if (event.detail.elt.id === "panel" && here()) mark(here());
});
if (open()) opened();
if (open() && here()) mark(here());
