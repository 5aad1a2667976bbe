// Choosing rows of a table: all, none, and ranges with Shift. What is chosen outlives a refresh of the rows.
let last = ""; // the id of the box that was used last
let kept = [];
const boxes = () => [...document.querySelectorAll("[data-choose]")];
const chosen = () => boxes().filter((box) => box.checked);

const show = () => {
  const bar = document.querySelector("[data-chosen]");
  if (!bar) return;
  const n = chosen().length;
  bar.toggleAttribute("data-any", n > 0);
  bar.querySelector("[data-chosen-count]").textContent = bar.dataset.textChosen.replace("{n}", n);
  const every = document.querySelector("[data-choose-all]");
  every.checked = n === boxes().length;
  every.indeterminate = n > 0 && !every.checked;
};

document.addEventListener("click", ({ target, shiftKey }) => {
  const rows = boxes();
  if (target.matches("[data-choose-all]")) for (const box of rows) box.checked = target.checked;
  const at = rows.indexOf(target);
  if (at >= 0) {
    const from = shiftKey ? rows.findIndex(({ id }) => id === last) : -1;
    const range = from < 0 ? [] : rows.slice(Math.min(from, at), Math.max(from, at));
    for (const box of range) box.checked = target.checked;
    last = target.id;
  }
  setTimeout(show); // after a reset by the button, too
});

document.addEventListener("htmx:beforeSwap", () => { kept = chosen().map(({ id }) => id); });
document.addEventListener("htmx:load", () => {
  for (const box of boxes()) box.checked ||= kept.includes(box.id);
  show();
});
show();
