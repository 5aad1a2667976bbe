// Choosing rows, which outlives a refresh.
let last; // the value of the box used last
let kept = [];
const every = () => document.querySelector("[data-choose-every]");
const boxes = () => [...document.querySelectorAll("[data-choose]")];
const chosen = () => boxes().filter((box) => box.checked);

const show = () => {
  const bar = document.querySelector("[data-chosen]");
  if (!bar) return;
  const [n, all, beyond] = [chosen().length, document.querySelector("[data-choose-all]"), every()];
  bar.toggleAttribute("data-any", n > 0);
  all.checked = n === boxes().length;
  all.indeterminate = n > 0 && !all.checked;
  if (beyond) beyond.checked &&= all.checked;
  const text = beyond?.checked ? beyond.dataset.chooseEvery : n;
  bar.querySelector("[data-chosen-count]").textContent = bar.dataset.textChosen.replace("{n}", text);
};

document.addEventListener("click", ({ target, shiftKey }) => {
  const rows = boxes();
  const at = rows.indexOf(target);
  const from = shiftKey ? rows.findIndex(({ value }) => value === last) : -1;
  const range = from < 0 ? [] : rows.slice(Math.min(from, at), Math.max(from, at));
  const whole = target.matches("[data-choose-all], [data-choose-every]");
  if (whole || at >= 0) for (const box of whole ? rows : range) box.checked = target.checked;
  if (at >= 0) last = target.value;
  setTimeout(show); // after a reset, too
});

document.addEventListener("htmx:beforeSwap", () => {
  kept = [every(), ...boxes()].filter((box) => box?.checked).map(({ value }) => value);
});
document.addEventListener("htmx:load", () => {
  const beyond = every();
  if (beyond) beyond.checked ||= kept.includes(beyond.value);
  for (const box of boxes()) box.checked ||= beyond?.checked || kept.includes(box.value);
  show();
});
show();
