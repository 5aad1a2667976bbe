// A text that is seldom to be changed is read-only until it is unlocked; without scripts it is open.
const lock = () => {
  for (const button of document.querySelectorAll("[data-unlock]")) {
    document.getElementById(button.dataset.unlock).readOnly = true;
    button.hidden = false;
  }
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-unlock]");
  if (!button) return;
  const field = document.getElementById(button.dataset.unlock);
  field.readOnly = false;
  button.remove();
  field.focus();
});
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("[data-desk]")) lock();
});
lock();
