// Separators that move the panes.
import { drag } from "./drag.js";
import { clamp } from "./sheet.js";

const LEAST = { source: 240, edit: 280, labels: 208 }; // pixels
const NEXT = { source: "edit", edit: "labels" };
const STEP = 16;
const key = () => `panes-${document.body.dataset.user}`;
const widthOf = (name) => document.querySelector(`[data-desk] [data-pane=${name}]`)?.clientWidth ?? 0;

const tell = () => {
  for (const splitter of document.querySelectorAll("[data-split]")) {
    const { split } = splitter.dataset;
    const width = widthOf(split);
    splitter.ariaValueNow = Math.round((100 * width) / (width + widthOf(NEXT[split]))) || 0;
  }
};

// Shares, for windows of any size.
const set = (widths) => {
  for (const name in LEAST) document.body.style.setProperty(`--pane-${name}`, widths[name] ? `${widths[name]}fr` : "");
  localStorage.setItem(key(), JSON.stringify(widths));
  tell();
};

const move = ({ dataset: { split } }, to) => {
  const widths = Object.fromEntries(Object.keys(LEAST).map((name) => [name, widthOf(name)]));
  const next = NEXT[split];
  const both = widths[split] + widths[next];
  widths[split] = clamp(LEAST[split], to, both - LEAST[next]);
  widths[next] = both - widths[split];
  set(widths);
};

document.addEventListener("keydown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter) return;
  const now = widthOf(splitter.dataset.split);
  const to = { ArrowLeft: now - STEP, ArrowRight: now + STEP, Home: 0, End: Infinity }[event.key];
  if (to === undefined && event.key !== "Enter") return;
  event.preventDefault();
  if (event.key === "Enter") set({});
  else move(splitter, to);
}, true);

document.addEventListener("dblclick", (event) => {
  if (event.target.closest("[data-split]")) set({});
});

document.addEventListener("pointerdown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter || event.button) return;
  const from = widthOf(splitter.dataset.split) - event.clientX;
  drag(event, splitter, ({ clientX }) => move(splitter, from + clientX));
});

set(JSON.parse(localStorage.getItem(key()) ?? "{}"));
document.addEventListener("htmx:load", tell);
