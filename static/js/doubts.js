// Doubtful words underlined in the editors, with their pictures.
const words = () => [...document.querySelectorAll("[data-doubt]")];
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** The same text under the editor. */
const draw = (echo) => {
  const field = document.getElementById(echo.dataset.echo);
  const doubted = words().map((word) => word.dataset.doubt);
  if (!doubted.length) return;
  const pieces = field.value.split(new RegExp(`(?<![\\p{L}\\p{N}_])(${doubted.map(escape).join("|")})(?![\\p{L}\\p{N}_])`, "u"));
  echo.replaceChildren(...pieces.map((piece, at) => (at % 2 ? Object.assign(document.createElement("u"), { textContent: piece }) : piece)), "\n");
  for (const word of words()) {
    if (word.dataset.find === field.id) word.hidden = !pieces.includes(word.dataset.doubt);
  }
};

const point = (mark) => {
  for (const word of words()) {
    const here = mark?.textContent === word.dataset.doubt;
    word.toggleAttribute("data-here", here);
    if (!here) continue;
    const { left, bottom } = mark.getBoundingClientRect();
    word.style.setProperty("--left", `${Math.round(left)}px`);
    word.style.setProperty("--top", `${Math.round(bottom)}px`);
  }
};

document.addEventListener("input", (event) => {
  const echo = event.target.id && document.querySelector(`[data-echo=${event.target.id}]`);
  if (echo) draw(echo);
});
document.addEventListener("pointermove", (event) => {
  if (!event.target.matches?.("[data-echo] + textarea")) return;
  point(document.elementsFromPoint(event.clientX, event.clientY).find((each) => each.matches("[data-echo] u")));
}, { passive: true });
document.addEventListener("selectionchange", () => {
  const field = document.activeElement;
  const echo = field?.previousElementSibling;
  if (!echo?.matches("[data-echo]")) return;
  let at = 0;
  point([...echo.childNodes].find((node) => {
    at += node.textContent.length;
    return node.nodeName === "U" && at - node.textContent.length <= field.selectionStart && field.selectionStart <= at;
  }));
});
document.addEventListener("focusout", () => point(null));

// Esc hides the picture until the next word.
const hush = (on) => document.body.toggleAttribute("data-hushed", on);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(true); });
for (const kind of ["focusin", "mouseover"]) document.addEventListener(kind, () => hush(false));
document.addEventListener("htmx:load", () => document.querySelectorAll("[data-echo]").forEach(draw));
