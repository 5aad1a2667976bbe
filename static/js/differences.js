// Steps through the differences in sight.
const seen = () => [...document.querySelectorAll("[data-difference]")].filter((mark) => mark.checkVisibility());

document.addEventListener("click", (event) => {
  const step = Number(event.target.closest("[data-step]")?.dataset.step);
  const marks = step ? seen() : [];
  if (!marks.length) return;
  const here = marks.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : -1) : (here + step) % marks.length;
  marks.at(next).focus();
});
