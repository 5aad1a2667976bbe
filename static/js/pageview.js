// The page view: opens on the span, zooms, pans by drag, shows boxes or text, falls back to text without a picture.
const STEP = 1.25;
const LARGEST = 5;
const SMALLEST = 0.4;
const SPAN_SHARE = 0.8; // of the pane's width
const CLOSEST = 2.2; // a short span is not blown up further than this
const KEPT = "pageview";

const stageOf = (view) => view.querySelector("[data-stage]");
const zoomOf = (view) => Number(stageOf(view).style.getPropertyValue("--zoom")) || 1;
const clamp = (least, value, most) => Math.min(Math.max(value, least), most);

/** Zoom around a point of the stage (its middle by default), and let the browser fetch a picture of that size. */
const zoom = (view, to, x, y) => {
  const stage = stageOf(view);
  const from = zoomOf(view);
  const now = clamp(SMALLEST, to, LARGEST);
  const [atX, atY] = [x ?? stage.clientWidth / 2, y ?? stage.clientHeight / 2];
  const [left, top] = [stage.scrollLeft + atX, stage.scrollTop + atY];
  stage.style.setProperty("--zoom", now);
  for (const image of stage.querySelectorAll("img")) image.sizes = `${Math.round(image.clientWidth)}px`;
  stage.scrollTo((left * now) / from - atX, (top * now) / from - atY);
};

const openOnSpan = (view) => {
  const sheet = view.querySelector("[data-sheet][data-width]");
  const stage = stageOf(view);
  if (!sheet || !stage.clientWidth || view.dataset.mode !== "picture") return;
  const { left, top, width, height } = Object.fromEntries(Object.entries(sheet.dataset).map(([k, v]) => [k, Number(v)]));
  const image = sheet.querySelector("img");
  const pageWidth = Number(image.getAttribute("width"));
  zoom(view, clamp(1, (SPAN_SHARE * pageWidth) / width, CLOSEST));
  const scale = image.clientWidth / pageWidth;
  const within = sheet.getBoundingClientRect();
  const frame = stage.getBoundingClientRect();
  const space = Math.max((stage.clientHeight - height * scale) / 2, 48);
  stage.scrollTo(
    stage.scrollLeft + within.left - frame.left + (left + width / 2) * scale - stage.clientWidth / 2,
    stage.scrollTop + within.top - frame.top + top * scale - space,
  );
};

const showMark = (view) => {
  const mark = view.querySelector("mark");
  const stage = stageOf(view);
  if (!mark || !stage) return;
  const away = mark.getBoundingClientRect().top - stage.getBoundingClientRect().top;
  stage.scrollTop += away - stage.clientHeight / 4;
};

const setMode = (view, mode) => {
  view.dataset.mode = mode;
  view.querySelector("[data-toggle=text]")?.setAttribute("aria-pressed", String(mode === "text"));
  if (mode === "text") showMark(view);
  else openOnSpan(view);
};

const set = (view, name, on) => {
  view.toggleAttribute(`data-${name}`, on);
  view.querySelector(`[data-toggle=${name}]`)?.setAttribute("aria-pressed", String(on));
};

// How the person likes to look at pages, never what is on them.
const kept = () => JSON.parse(localStorage.getItem(KEPT) ?? "{}");
const keep = (change) => localStorage.setItem(KEPT, JSON.stringify({ ...kept(), ...change }));

const setUp = (view) => {
  if (view.dataset.ready !== undefined) return;
  view.dataset.ready = "";
  const { mode, boxes, dim } = kept();
  if (!view.querySelector("[data-sheet]")) { showMark(view); return; }
  if (boxes !== undefined) set(view, "boxes", boxes);
  if (dim) set(view, "dim", true);
  setMode(view, mode ?? "picture");
  const stage = stageOf(view);
  if (!stage.clientWidth) whenShown(stage, () => openOnSpan(view));
};

/** On a small screen the pane is shown later. */
const whenShown = (element, then) => {
  new ResizeObserver((_, observer) => {
    if (!element.clientWidth) return;
    observer.disconnect();
    then();
  }).observe(element);
};

const within = (element) => [...(element.matches?.("[data-page-view]") ? [element] : []), ...element.querySelectorAll("[data-page-view]")];
document.addEventListener("htmx:load", (event) => within(event.detail.elt).forEach(setUp));
within(document).forEach(setUp);

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom], [data-toggle], [data-picture-again]");
  const view = button?.closest("[data-page-view]");
  if (!view) return;
  const { zoom: by, toggle } = button.dataset;
  if (by) zoom(view, by === "fit" ? 1 : zoomOf(view) * (by === "in" ? STEP : 1 / STEP));
  if (toggle === "text") setMode(view, view.dataset.mode === "text" ? "picture" : "text");
  if (toggle === "text") keep({ mode: view.dataset.mode });
  if (toggle === "boxes" || toggle === "dim") {
    set(view, toggle, !view.hasAttribute(`data-${toggle}`));
    keep({ [toggle]: view.hasAttribute(`data-${toggle}`) });
  }
  if ("pictureAgain" in button.dataset) tryPicturesAgain(view);
});

const tryPicturesAgain = (view) => {
  view.querySelector("[data-picture-problem]").hidden = true;
  setMode(view, "picture");
  for (const image of view.querySelectorAll("[data-sheet] img")) image.srcset = image.getAttribute("srcset");
};

document.addEventListener("error", (event) => {
  const view = event.target.matches?.("[data-sheet] img") && event.target.closest("[data-page-view]");
  if (!view) return;
  view.querySelector("[data-picture-problem]").hidden = false;
  setMode(view, "text");
}, true);

document.addEventListener("wheel", (event) => {
  const stage = event.ctrlKey && event.target.closest("[data-stage]");
  if (!stage) return;
  event.preventDefault();
  const frame = stage.getBoundingClientRect();
  const view = stage.closest("[data-page-view]");
  zoom(view, zoomOf(view) * Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
}, { passive: false });

document.addEventListener("pointerdown", (event) => {
  const stage = event.target.closest?.("[data-mode=picture] [data-stage]");
  if (!stage || event.button || event.pointerType === "touch" || event.target === stage) return;
  const pan = ({ movementX, movementY }) => stage.scrollBy(-movementX, -movementY);
  const stop = () => {
    stage.removeEventListener("pointermove", pan);
    stage.removeAttribute("data-dragging");
  };
  stage.setPointerCapture(event.pointerId);
  stage.setAttribute("data-dragging", "");
  stage.addEventListener("pointermove", pan);
  stage.addEventListener("lostpointercapture", stop, { once: true });
});
