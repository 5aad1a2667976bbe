// What a language model wrote goes into the editors by itself, unless the person is writing: then it waits to be taken.
document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt.querySelector?.("[data-suggested]");
  if (arrived && !document.activeElement?.closest("textarea, input")) arrived.click();
});
