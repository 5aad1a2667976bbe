// What a language model wrote goes into the editors by itself, unless the person is writing: then it waits to be taken.
// A workspace that was left is still in the page for a moment, without its id; nothing happens there.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt.querySelector?.("[data-suggested]");
  const isHere = arrived?.closest("#workspace");
  if (isHere && !document.activeElement?.closest("textarea, input")) arrived.click();
});
