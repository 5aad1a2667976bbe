// Tokens: estimated while typing, exact with each save.
import { announce } from "./live.js";
import { fill } from "./words.js";

const NEAR = 0.9;
const states = new Map(); // of each text, as last said

const hear = (counter) => {
  const { tokens, state = "" } = counter.dataset;
  const words = counter.querySelector("[data-words]").textContent;
  if (state && states.get(tokens) !== state) announce(words);
  states.set(tokens, state);
};

const estimate = (counter, length) => {
  const { limit: most, perToken, text, textNear, textOver } = counter.dataset;
  const limit = Number(most);
  const n = Math.ceil(length / Number(perToken));
  const over = limit ? n - limit : 0;
  const state = over > 0 ? "over" : limit && n >= NEAR * limit ? "near" : "";
  counter.dataset.state = state;
  counter.querySelector("[data-count]").textContent = fill(text, { n, limit });
  counter.querySelector("[data-words]").textContent = state && fill(state === "over" ? textOver : textNear, { n: over });
  const bar = counter.querySelector("progress");
  if (bar) bar.value = n;
};

/** An exact number stands while the text is the one counted. */
const count = (counter) => {
  const field = document.getElementById(counter.dataset.tokens);
  if (field && field.value.length !== Number(counter.dataset.length)) estimate(counter, field.value.length);
  hear(counter);
};

document.addEventListener("input", (event) => {
  const counter = event.target.id && document.getElementById(`count-${event.target.id}`);
  if (counter) count(counter);
});
document.addEventListener("htmx:load", (event) => {
  const { elt } = event.detail;
  if (elt.matches?.("[data-desk]")) states.clear();
  if (elt.matches?.("[data-tokens]")) count(elt);
});
