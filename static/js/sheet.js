// The picture of a page in the page's own pixels.
export const onPage = (sheet, { clientX, clientY }) => (
  new DOMPoint(clientX, clientY).matrixTransform(sheet.querySelector("[data-marks]").getScreenCTM().inverse())
);

export const clamp = (least, value, most) => Math.min(Math.max(value, least), most);

/** How far a point is from a box that is drawn so; 0 within it. */
export const away = (path, { x, y }) => {
  const [left, top, width, height] = path.match(/-?\d+/g).map(Number);
  return Math.hypot(x - clamp(left, x, left + width), y - clamp(top, y, top + height));
};

/** The mark so named takes this path. */
export const draw = (sheet, name, path) => {
  const mark = sheet?.querySelector(`.sheet__${name}`);
  mark?.setAttribute("d", path);
  return mark;
};
