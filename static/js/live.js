// What speaks to the person: live regions and toasts.
const WAIT = 1000;
const waiting = { status: [], alert: [] };
let busy = false;

const speak = () => {
  const region = waiting.alert.length ? "alert" : "status";
  const text = waiting[region].shift();
  busy = text !== undefined;
  if (!busy) return;
  document.getElementById(region).textContent = text;
  setTimeout(speak, WAIT);
};

/** One a second; a later one replaces those that wait, except failures. */
export const announce = (text, region = "status") => {
  if (region === "status") waiting.status = [text];
  else waiting.alert.push(text);
  if (!busy) speak();
};

const STAY = { plain: 6000, action: 10000 };
const MOST = 3;

/** Said, and leaves, but not under the pointer or the focus. */
const live = (toast, stay) => {
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 1000) : toast.remove());
  setTimeout(leave, stay);
  announce(toast.querySelector("p").textContent, toast.dataset.level === "error" ? "alert" : "status");
};

const offer = (toast, { label, url, target }) => {
  const button = toast.querySelector("[data-toast-action]");
  button.textContent = label;
  button.hidden = false;
  button.addEventListener("click", () => {
    toast.remove();
    window.htmx.ajax("POST", url, { target: target ?? "body", swap: "outerHTML" });
  });
};

/** level: success, info, error; action: {label, url, target}. */
export const toast = ({ level = "info", text, action }) => {
  const region = document.getElementById("toasts");
  const box = document.getElementById("toast").content.firstElementChild.cloneNode(true);
  box.dataset.level = level;
  box.querySelector("p").textContent = text;
  if (action) offer(box, action);
  region.append(box);
  while (region.children.length > MOST) region.firstElementChild.remove();
  live(box, action ? STAY.action : STAY.plain);
};

document.addEventListener("app:toast", (event) => toast(event.detail));
document.addEventListener("click", (event) => {
  event.target.closest("[data-toast-close]")?.closest("[data-toast]").remove();
});

document.querySelectorAll("#toasts > [data-toast]").forEach((said) => live(said, STAY.plain));
