// Texts read-only until unlocked.
document.addEventListener("htmx:load", () => {
  for (const button of document.querySelectorAll("[data-unlock]")) {
    document.getElementById(button.dataset.unlock).readOnly = true;
    button.hidden = false;
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unlock]");
  if (!button) return;
  const field = document.getElementById(button.dataset.unlock);
  field.readOnly = false;
  button.remove();
  field.focus();
});
