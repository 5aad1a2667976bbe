/** Follow the pointer until it is let go. */
export const drag = ({ pointerId }, element, follow) => {
  element.setPointerCapture(pointerId);
  element.onpointermove = follow;
  element.onlostpointercapture = () => { element.onpointermove = null; };
};
