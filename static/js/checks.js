// Show: puts the person on the words that a check speaks of.
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
