// How large a page is on screen.
import { clamp } from "./sheet.js";

const STEP = 1.25;
const [SMALLEST, LARGEST] = [0.1, 8]; // of the pane's width
const SPAN_SHARE = 0.8; // of the pane's width
const CLOSEST = 2.2; // for a short span
const ALMOST = 0.97;

export const viewOf = (element) => element.closest("[data-page-view]");
export const sheetOf = (stage) => stage.querySelector("[data-sheet]");
export const zoomOf = (stage) => Number(stage.style.getPropertyValue("--zoom")) || 1;
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: "percent" });

/** The share of its size on paper. */
export const tell = (stage) => {
  const [sheet, words] = [sheetOf(stage), viewOf(stage).querySelector("[data-share]")];
  if (sheet && words) words.textContent = percent.format(sheet.clientWidth / sheet.dataset.paper);
};

/** Around a point of the window, or the middle of the stage. */
export const zoom = (stage, to, point) => {
  const sheet = sheetOf(stage);
  const frame = stage.getBoundingClientRect();
  const { clientX: x, clientY: y } = point ?? { clientX: frame.x + frame.width / 2, clientY: frame.y + frame.height / 2 };
  const before = sheet.getBoundingClientRect();
  stage.style.setProperty("--zoom", clamp(SMALLEST, to, LARGEST));
  const now = sheet.getBoundingClientRect();
  const grown = now.width / before.width;
  stage.scrollBy(now.x - x + (x - before.x) * grown, now.y - y + (y - before.y) * grown);
  for (const image of stage.querySelectorAll("img")) image.sizes = `${image.clientWidth}px`;
  tell(stage);
};

export const ZOOMS = {
  in: (now) => now * STEP,
  out: (now) => now / STEP,
  width: () => 1,
  page: (now, sheet, stage) => Math.min(1, (now * ALMOST * stage.clientHeight) / sheet.clientHeight),
  paper: (now, sheet) => (now * sheet.dataset.paper) / sheet.clientWidth,
};

export const openOnSpan = (stage) => {
  const span = stage.querySelector("[data-open-on]");
  zoom(stage, 1);
  if (!span || !stage.clientWidth) return;
  const frame = stage.getBoundingClientRect();
  zoom(stage, clamp(1, (SPAN_SHARE * frame.width) / span.getBoundingClientRect().width, CLOSEST));
  const { left, top, width, height } = span.getBoundingClientRect();
  const above = Math.max((frame.height - height) / 2, 48);
  stage.scrollBy(left + width / 2 - frame.left - frame.width / 2, top - frame.top - above);
};
