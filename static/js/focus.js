// Where the focus goes after a swap, and dialogs.
export const isBackground = ({ triggeringEvent }) => !triggeringEvent || triggeringEvent.type.startsWith("app:");
let background = false; // nobody asked for the swap under way
let asked = ""; // the id of what did
let before; // had the focus, until something beside the page took it

const holdsFocus = (element) => element !== document.body && element?.contains(document.activeElement);

const leaveAlone = ({ detail }) => {
  if (background && holdsFocus(detail.target)) detail.shouldSwap = false;
};

document.addEventListener("htmx:beforeSwap", (event) => {
  const { triggeringEvent, elt } = event.detail.requestConfig;
  background = isBackground(event.detail.requestConfig);
  asked = (triggeringEvent?.submitter ?? elt).id;
  leaveAlone(event);
});
document.addEventListener("htmx:oobBeforeSwap", leaveAlone);

document.addEventListener("htmx:load", () => document.querySelector("[data-dialog-show]:not([open])")?.showModal());

document.addEventListener("focusin", ({ target, relatedTarget: from }) => {
  if (target.closest("[data-aside]") && !from?.closest("[data-aside]")) before = from;
});

const within = (element, selector) => (element.matches(selector) ? element : element.querySelector(selector));

document.addEventListener("htmx:afterSettle", (event) => {
  const content = event.detail.elt;
  if (background || !content.isConnected) return;
  const wanted = within(content, "[data-focus]");
  const lost = document.activeElement === document.body || !document.activeElement;
  const next = wanted ?? (lost && ((asked && document.getElementById(asked)) || within(content, "[tabindex='-1']") || (content.matches("[data-aside]") && before)));
  if (next) next.focus();
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  const dialog = opener && document.getElementById(opener.dataset.dialogOpen);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.dispatchEvent(new CustomEvent("app:open", { bubbles: true }));
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-dialog-close]") || event.target.matches("dialog[data-dialog-light]")) {
    event.target.closest("dialog")?.close();
  }
});

document.addEventListener("close", (event) => {
  if (document.activeElement === document.body) document.querySelector("main h1[tabindex], main")?.focus();
}, true);
