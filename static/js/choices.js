// Choosing a radio button again clears it.
let changed = null;
document.addEventListener("change", (event) => { changed = event.target; });
document.addEventListener("click", (event) => {
  const radio = event.target;
  if (!radio.matches("[data-clearable]")) return;
  changed = null;
  setTimeout(() => { // after its change
    if (changed === radio || !radio.checked) return;
    radio.checked = false;
    for (const kind of ["input", "change"]) radio.dispatchEvent(new Event(kind, { bubbles: true }));
  });
});
