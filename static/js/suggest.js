// What a model wrote is taken by itself, unless the person is writing.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt.querySelector?.("[data-suggested]");
  if (arrived && !document.activeElement?.closest("textarea, input")) arrived.click();
});
