// The selection in the text, shown and made on the picture.
import { drag } from "./drag.js";
import { selected } from "./selection.js";
import { away, draw, onPage } from "./sheet.js";

const textOf = (sheet) => sheet.nextElementSibling;

/** [start, end, box] of each word. */
const wordsOf = (sheet) => [...sheet.querySelectorAll("[data-places]")].flatMap((path) => {
  const boxes = path.getAttribute("d").split("M").slice(1);
  return path.dataset.places.split(" ").map((place, n) => [...place.split("-").map(Number), boxes[n]]);
});

const nearest = (words, point) => {
  const far = words.map(([, , box]) => away(box, point));
  return words[far.indexOf(Math.min(...far))];
};

/** Characters counted as the server does, for a selection. */
const inText = (text, place) => {
  let rest = place - text.dataset.at;
  for (const part of text.childNodes) {
    const letters = [...part.textContent];
    if (rest <= letters.length) return [part.firstChild ?? part, letters.slice(0, rest).join("").length];
    rest -= letters.length;
  }
  return [text, 0];
};

const select = (sheet, from, to) => {
  const [first, last] = from[0] < to[0] ? [from[0], to[1]] : [from[1], to[0]];
  getSelection().setBaseAndExtent(...inText(textOf(sheet), first), ...inText(textOf(sheet), last));
};

document.addEventListener("selectionchange", () => {
  const { page, start, end } = selected() ?? {};
  for (const sheet of document.querySelectorAll("[data-desk] [data-sheet]")) {
    const words = page === textOf(sheet).dataset.page ? wordsOf(sheet).filter((word) => word[0] < end && word[1] > start) : [];
    draw(sheet, "here", words.map(([, , box]) => `M${box}`).join(""));
  }
});

document.addEventListener("pointerdown", (event) => {
  const path = event.target.closest?.("[data-desk] .sheet__words");
  if (!path || event.button) return;
  const sheet = path.closest("[data-sheet]");
  const words = wordsOf(sheet);
  const from = nearest(words, onPage(sheet, event));
  getSelection().removeAllRanges();
  path.closest("[data-stage]").focus({ preventScroll: true });
  drag(event, path, (moved) => select(sheet, from, nearest(words, onPage(sheet, moved))));
});
