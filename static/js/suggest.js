// What a language model wrote is taken by itself, unless the person is writing.
// Not in a workspace that was left: it has no id.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt.querySelector?.("[data-suggested]");
  const isHere = arrived?.closest("#workspace");
  if (isHere && !document.activeElement?.closest("textarea, input")) arrived.click();
});
