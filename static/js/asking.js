// Asks for a second press of the same button.
import { announce } from "./live.js";

const READ_FIRST = 2000;
const button = () => document.querySelector("[data-ask]");

let opened = performance.now();
let touched = false;
let warned = false;

export const line = () => document.querySelector("[data-says]");
export const say = (words) => { line().querySelector("[data-words]").textContent = line().dataset[words]; };

const isRead = () => touched || performance.now() - opened > READ_FIRST;

document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-ask]")?.dataset.ask;
  if (!words || warned || (words === "textReadFirst" && isRead())) return;
  warned = true;
  event.preventDefault();
  event.stopImmediatePropagation();
  announce(line().dataset[words]);
  say(words);
}, true);

document.addEventListener("input", ({ target }) => {
  if (target.form !== button()?.form) return;
  touched = true;
  warned = false;
});

document.addEventListener("htmx:load", ({ detail: { elt } }) => {
  if (warned && elt === line()) say(button().dataset.ask);
  if (!elt.contains(button())) return;
  opened = performance.now();
  touched = warned = false;
});
