// Takes a corrected word of the source over into the editors, in the places that still stand as they were compared.
import { announce } from "./live.js";

const make = (hunk, editors) => {
  const field = editors.querySelector(`textarea[name="${hunk.value}"]`);
  const { find, replace } = hunk.dataset;
  const at = field && !field.readOnly ? field.value.indexOf(find) : -1;
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
