// A page zoomed and moved by hand.
import { drag } from "./drag.js";
import { zoom, zoomOf } from "./zoom.js";

const PICTURE = "[data-page-view]:not([data-text]) [data-stage]";

/** What is between the two fingers stays there. */
export const pinch = (stage) => {
  let before = null;
  stage.addEventListener("touchstart", () => { before = null; }, { passive: true });
  stage.addEventListener("touchmove", (event) => {
    const [one, other] = event.touches;
    if (event.touches.length !== 2 || !stage.matches(PICTURE)) return;
    event.preventDefault();
    const clientX = (one.clientX + other.clientX) / 2;
    const clientY = (one.clientY + other.clientY) / 2;
    const apart = Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
    if (before) {
      stage.scrollBy(before.clientX - clientX, before.clientY - clientY);
      zoom(stage, (zoomOf(stage) * apart) / before.apart, { clientX, clientY });
    }
    before = { clientX, clientY, apart };
  }, { passive: false });
};

document.addEventListener("wheel", (event) => {
  const stage = event.ctrlKey && event.target.closest(PICTURE);
  if (!stage) return;
  event.preventDefault();
  zoom(stage, zoomOf(stage) * Math.exp(-event.deltaY / 300), event);
}, { passive: false });

document.addEventListener("pointerdown", (event) => {
  const stage = event.target.closest?.(PICTURE);
  const onPaper = event.target !== stage && !event.target.matches("path"); // neither its scroll bar nor words to select
  if (!stage || !onPaper || event.button || event.pointerType === "touch") return;
  drag(event, stage, ({ movementX, movementY }) => stage.scrollBy(-movementX, -movementY));
});
