// Asks for a second press.
import { announce } from "./live.js";

const READ_FIRST = 2000;
const button = () => document.querySelector("[data-ask]");

let opened = performance.now();
let warned; // the button that asked

export const line = () => document.querySelector("[data-says]");
export const say = (words) => { line().querySelector("[data-words]").textContent = line().dataset[words]; };

document.addEventListener("click", (event) => {
  const asks = event.target.closest("[data-ask]");
  const words = asks?.dataset.ask;
  if (!words || warned === asks || (words === "textReadFirst" && performance.now() - opened > READ_FIRST)) return;
  warned = asks;
  event.preventDefault();
  event.stopImmediatePropagation();
  announce(line().dataset[words]);
  say(words);
}, true);

document.addEventListener("input", ({ target }) => {
  if (target.form !== button()?.form) return;
  opened = -Infinity;
  warned = 0;
});

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (elt === line() && warned === button()) say(warned.dataset.ask);
  if (elt.contains(button())) opened = performance.now();
});
