// From a check to the words it speaks of.
const fieldNamed = (name) => {
  const found = document.querySelector("[data-editor]")?.elements[name];
  return found instanceof RadioNodeList ? found[0] : found;
};

document.addEventListener("click", (event) => {
  const { find, quote } = event.target.closest("[data-find]")?.dataset ?? {};
  const field = find && fieldNamed(find);
  if (!field) return;
  field.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  const at = quote ? field.value.indexOf(quote) : -1;
  if (at >= 0) field.setSelectionRange(at, at + quote.length);
  field.focus();
});

// A save keeps the place among the checks.
let walked = null;
document.addEventListener("htmx:oobBeforeSwap", ({ detail: { target } }) => {
  walked = target.id === "checks" && target.contains(document.activeElement) ? document.activeElement.dataset.quote : null;
});
document.addEventListener("htmx:oobAfterSwap", () => {
  if (walked === null || document.activeElement !== document.body) return;
  const marks = [...document.querySelectorAll("#checks [data-difference]")];
  (marks.find((mark) => mark.dataset.quote === walked) ?? marks[0])?.focus();
});
