// A word put right in its place.
import { here } from "./document.js";

const FOR_ITSELF = "a, button, input, select, textarea, summary";
const form = () => document.querySelector("[data-correct]");

const leave = () => {
  const field = form();
  if (!field) return;
  field.remove();
  const word = here();
  if (word) word.hidden = false;
  document.querySelector("[data-words]")?.focus({ preventScroll: true });
};

const begin = (word) => {
  const pattern = document.querySelector("[data-correct-pattern]");
  if (!pattern || !word) return;
  leave();
  const filled = pattern.content.firstElementChild.cloneNode(true);
  const { elements } = filled;
  elements.word.value = word.dataset.word;
  elements.seen.value = elements.text.value = word.textContent;
  word.hidden = true;
  word.after(filled);
  window.htmx.process(filled);
  elements.text.focus();
  elements.text.select();
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const left = event.key === "Escape" && form()?.contains(event.target);
  const plain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat);
  const begun = event.key === "Enter" && plain && here() && !event.target.closest(FOR_ITSELF);
  if (!left && !begun) return;
  event.preventDefault();
  if (left) leave();
  else begin(here());
}, true);

document.addEventListener("dblclick", (event) => begin(event.target.closest("[data-word]")));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-correct-begin]")) begin(here());
  else if (event.target.closest("[data-correct-leave]")) {
    event.preventDefault();
    leave();
  } else if (form() && event.target.closest("[data-word], [data-hard]")) leave();
}, true);
