// The panes: separators that move them, and which one is shown where there is room for one.
const LEAST = { source: 240, edit: 280, labels: 208 }; // pixels
const ORDER = ["source", "edit", "labels"];
const STEP = 16;
const key = () => `panes-${document.body.dataset.user}`;
const desk = () => document.querySelector("[data-desk]");
const paneOf = (name) => desk().querySelector(`[data-pane=${name}]`);
const clamp = (least, value, most) => Math.min(Math.max(value, least), Math.max(least, most));

// Shares, not pixels: another window keeps the proportions.
const apply = (widths) => {
  for (const name of ORDER) document.body.style.setProperty(`--pane-${name}`, widths[name] ? `${widths[name]}fr` : "");
};
const measured = () => Object.fromEntries(ORDER.map((name) => [name, paneOf(name).clientWidth]));

const tell = () => {
  if (!desk()?.querySelector("[data-pane]")) return;
  const widths = measured();
  for (const splitter of desk().querySelectorAll("[data-split]")) {
    const { split } = splitter.dataset;
    const both = widths[split] + widths[ORDER[ORDER.indexOf(split) + 1]];
    splitter.ariaValueNow = Math.round((100 * widths[split]) / both) || 0;
  }
};

const move = (splitter, to) => {
  const widths = measured();
  const name = splitter.dataset.split;
  const next = ORDER[ORDER.indexOf(name) + 1];
  const both = widths[name] + widths[next];
  widths[name] = clamp(LEAST[name], to, both - LEAST[next]);
  widths[next] = both - widths[name];
  apply(widths);
  localStorage.setItem(key(), JSON.stringify(widths));
  tell();
};

const reset = () => {
  apply({});
  localStorage.removeItem(key());
  tell();
};

document.addEventListener("keydown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter) return;
  const now = paneOf(splitter.dataset.split).clientWidth;
  const to = { ArrowLeft: now - STEP, ArrowRight: now + STEP, Home: 0, End: Infinity }[event.key];
  if (to === undefined && event.key !== "Enter") return;
  event.preventDefault();
  if (event.key === "Enter") reset();
  else move(splitter, to);
}, true);

document.addEventListener("dblclick", (event) => {
  if (event.target.closest("[data-split]")) reset();
});

document.addEventListener("pointerdown", (event) => {
  const splitter = event.target.closest?.("[data-split]");
  if (!splitter || event.button) return;
  const from = paneOf(splitter.dataset.split).clientWidth - event.clientX;
  const drag = ({ clientX }) => move(splitter, from + clientX);
  splitter.setPointerCapture(event.pointerId);
  splitter.toggleAttribute("data-dragging", true);
  splitter.addEventListener("pointermove", drag);
  splitter.addEventListener("lostpointercapture", () => {
    splitter.removeEventListener("pointermove", drag);
    splitter.removeAttribute("data-dragging");
  }, { once: true });
});

const show = (name) => {
  desk().dataset.show = name;
  for (const tab of desk().querySelectorAll("[data-show-pane]")) tab.setAttribute("aria-pressed", String(tab.dataset.showPane === name));
};
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show-pane]");
  if (tab) show(tab.dataset.showPane);
});
document.addEventListener("app:reveal", (event) => {
  const pane = event.target.closest("[data-pane]");
  if (pane) show(pane.dataset.pane);
});

apply(JSON.parse(localStorage.getItem(key()) ?? "{}"));
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("[data-desk]")) tell();
});
tell();
