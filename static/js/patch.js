// Takes a corrected word of the source over, where the text still stands as it was compared.
import { announce } from "./live.js";

/** Of several fields of one name, the one at its place. A locked one is changed too. */
const fieldOf = ({ value }, { elements }) => {
  const [name, place = 0] = value.split("-");
  return [...elements].filter((each) => each.name === name)[place];
};

const make = (hunk, editors) => {
  const field = fieldOf(hunk, editors);
  const { find, replace } = hunk.dataset;
  const at = field ? field.value.indexOf(find) : -1;
  if (at < 0) return false;
  field.setRangeText(replace, at, at + find.length, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  hunk.remove();
  return true;
};

document.addEventListener("click", (event) => {
  const patch = event.target.closest("[data-patch-take]")?.closest("[data-patch]");
  if (!patch) return;
  event.preventDefault();
  const editors = patch.closest("form");
  const left = [...patch.querySelectorAll("[data-find]")].filter((hunk) => !make(hunk, editors));
  announce(left.length ? patch.dataset.textGone : patch.dataset.textDone);
  if (left.length) return;
  patch.remove();
  document.querySelector("[data-escape]")?.focus();
});
