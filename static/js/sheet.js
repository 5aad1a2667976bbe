// The picture of a page in the page's own pixels, whatever its size and turn on screen.
export const onPage = (sheet, { clientX, clientY }) => (
  new DOMPoint(clientX, clientY).matrixTransform(sheet.querySelector("[data-marks]").getScreenCTM().inverse())
);

export const outline = (left, top, width, height) => `M${left} ${top}h${width}v${height}h-${width}z`;

/** The mark so named now has this path; none is drawn without a picture. */
export const draw = (sheet, name, path) => {
  const mark = sheet?.querySelector(`.sheet__${name}`);
  mark?.setAttribute("d", path);
  return mark;
};
