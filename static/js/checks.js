// From a check to the words it speaks of.
document.addEventListener("click", (event) => {
  const { find, quote } = event.target.closest("[data-find]")?.dataset ?? {};
  const [field] = find ? document.getElementsByName(find) : [];
  if (!field) return;
  field.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  const at = quote ? field.value.indexOf(quote) : -1;
  if (at >= 0) field.setSelectionRange(at, at + quote.length);
  field.focus();
});
