// Which of the panes is shown where there is room for one.
const show = (panes, name) => {
  panes.dataset.show = name;
  for (const tab of panes.querySelectorAll("[data-show-pane]")) tab.ariaPressed = tab.dataset.showPane === name;
};
document.addEventListener("click", (event) => {
  const tab = event.target.closest("[data-show-pane]");
  if (tab) show(tab.closest("[data-show]"), tab.dataset.showPane);
});
document.addEventListener("app:reveal", (event) => {
  const pane = event.target.closest("[data-pane]");
  if (pane) show(pane.closest("[data-show]"), pane.dataset.pane);
});
