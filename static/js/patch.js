// Takes a corrected word of the source over, where the text still has it.
import { announce } from "./live.js";

/** In the field of that name at its place, even if locked. */
const make = (hunk) => {
  const [name, place = 0] = hunk.value.split("-");
  const field = document.getElementsByName(name)[place];
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
  const left = [...patch.querySelectorAll("[data-find]")].filter((hunk) => !make(hunk));
  announce(left.length ? patch.dataset.textGone : patch.dataset.textDone);
  if (left.length) return;
  patch.remove();
  document.querySelector("[data-escape]")?.focus();
});
