// Pages as pictures or as text, opened on the span.
import { pinch } from "./gestures.js";
import { ZOOMS, openOnSpan, sheetOf, tell, viewOf, zoom, zoomOf } from "./zoom.js";

const KEPT = "pages";

const stageOf = (view) => view.querySelector("[data-stage]");
const showMark = (stage) => {
  const mark = stage.querySelector("mark");
  if (mark) stage.scrollTop += mark.getBoundingClientRect().top - stage.getBoundingClientRect().top - stage.clientHeight / 4;
};

const set = (view, name, on) => {
  view.toggleAttribute(`data-${name}`, on);
  const button = view.querySelector(`[data-toggle=${name}]`);
  if (button) button.ariaPressed = on;
  if (name === "text") (on ? showMark : openOnSpan)(stageOf(view));
};

// How pages are looked at, never what is on them.
const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");

const setUp = (stage) => {
  stage.dataset.ready = "";
  const view = viewOf(stage);
  const { text = false, ...others } = kept();
  for (const [name, on] of Object.entries(others)) set(view, name, on);
  set(view, "text", text || !sheetOf(stage));
  const dimming = view.querySelector("[data-dimming]"); // fetched ahead, perhaps before it was pressed
  if (dimming) dimming.ariaPressed = document.documentElement.dataset.dim === "on";
  let shown = stage.clientWidth;
  new ResizeObserver(() => { // on a small screen the pane is shown later
    if (!stage.isConnected) return;
    if (!shown) set(view, "text", view.hasAttribute("data-text"));
    shown ||= stage.clientWidth;
    tell(stage);
  }).observe(stage);
  pinch(stage);
};

const setUpAll = () => document.querySelectorAll("[data-stage]:not([data-ready])").forEach(setUp);
document.addEventListener("htmx:load", setUpAll);
setUpAll();

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom], [data-toggle], [data-picture-again]");
  const view = button && viewOf(button);
  if (!view) return;
  const { zoom: to, toggle } = button.dataset;
  const stage = stageOf(view);
  if (to) zoom(stage, ZOOMS[to](zoomOf(stage), sheetOf(stage), stage));
  else if (toggle) {
    const on = !view.hasAttribute(`data-${toggle}`);
    set(view, toggle, on);
    localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [toggle]: on }));
  } else tryPicturesAgain(view);
});

const tryPicturesAgain = (view) => {
  view.querySelector("[data-picture-problem]").hidden = true;
  set(view, "text", false);
  for (const image of view.querySelectorAll("[data-sheet] img")) image.srcset = image.getAttribute("srcset");
};

document.addEventListener("error", (event) => {
  const view = event.target.matches?.("[data-sheet] img") && viewOf(event.target);
  if (!view) return;
  view.querySelector("[data-picture-problem]").hidden = false;
  set(view, "text", true);
}, true);
