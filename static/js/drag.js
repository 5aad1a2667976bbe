/** Follow the pointer with what was pressed, until it is let go. */
export const drag = ({ pointerId }, element, follow) => {
  const stop = new AbortController();
  const { signal } = stop;
  element.setPointerCapture(pointerId);
  element.setAttribute("data-dragging", "");
  element.addEventListener("pointermove", follow, { signal });
  element.addEventListener("lostpointercapture", () => {
    stop.abort();
    element.removeAttribute("data-dragging");
  }, { signal });
};
