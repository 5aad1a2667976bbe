// Separators that move the panes.
import { drag } from "./drag.js";

const LEAST = { source: 240, edit: 280, labels: 208 }; // pixels
const ORDER = ["source", "edit", "labels"];
const STEP = 16;
const key = () => `panes-${document.body.dataset.user}`;
const desk = () => document.querySelector("[data-desk]");
const paneOf = (name) => desk().querySelector(`[data-pane=${name}]`);
const clamp = (least, value, most) => Math.min(Math.max(value, least), Math.max(least, most));

// Shares, for windows of any size.
const apply = (widths) => {
  for (const name of ORDER) document.body.style.setProperty(`--pane-${name}`, widths[name] ? `${widths[name]}fr` : "");
};
const measured = () => Object.fromEntries(ORDER.map((name) => [name, paneOf(name).clientWidth]));

const tell = () => {
  if (!desk()?.querySelector("[data-pane]")) return;
  const widths = measured();
  for (const splitter of desk().querySelectorAll("[data-split]")) {
    const { split } = splitter.dataset;
    const both = widths[split] + widths[ORDER[ORDER.indexOf(split) + 1]];
    splitter.ariaValueNow = Math.round((100 * widths[split]) / both) || 0;
  }
};

const move = (splitter, to) => {
  const widths = measured();
  const name = splitter.dataset.split;
  const next = ORDER[ORDER.indexOf(name) + 1];
  const both = widths[name] + widths[next];
  widths[name] = clamp(LEAST[name], to, both - LEAST[next]);
  widths[next] = both - widths[name];
  apply(widths);
  localStorage.setItem(key(), JSON.stringify(widths));
  tell();
};

const reset = () => {
  apply({});
  localStorage.removeItem(key());
  tell();
};

document.addEventListener("keydown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter) return;
  const now = paneOf(splitter.dataset.split).clientWidth;
  const to = { ArrowLeft: now - STEP, ArrowRight: now + STEP, Home: 0, End: Infinity }[event.key];
  if (to === undefined && event.key !== "Enter") return;
  event.preventDefault();
  if (event.key === "Enter") reset();
  else move(splitter, to);
}, true);

document.addEventListener("dblclick", (event) => {
  if (event.target.closest("[data-split]")) reset();
});

document.addEventListener("pointerdown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter || event.button) return;
  const from = paneOf(splitter.dataset.split).clientWidth - event.clientX;
  drag(event, splitter, ({ clientX }) => move(splitter, from + clientX));
});

apply(JSON.parse(localStorage.getItem(key()) ?? "{}"));
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("[data-desk]")) tell();
});
tell();
