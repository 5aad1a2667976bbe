// What every page has: failures told, a beat for what refreshes itself.
import { toast } from "./live.js";
import { fill } from "./words.js";
import "./session.js";
import { isBackground } from "./focus.js";
import "./keys.js";
import "./keycaps.js";

const words = () => document.getElementById("toasts").dataset;

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  if (status === 401 || (status === 503 && isTick(event))) return;
  const reference = event.detail.xhr.getResponseHeader("X-Request-Id") ?? status;
  const text = words()[`text-${status}`] ?? fill(words().textError, { ref: reference });
  toast({ level: "error", text });
});

document.addEventListener("htmx:sendError", (event) => {
  if (!isTick(event)) toast({ level: "error", text: words().textNetwork });
});

const pressed = ({ elt, requestConfig }) => {
  const button = requestConfig?.triggeringEvent?.submitter ?? elt;
  return button.matches?.("button, .btn") ? button : null;
};
const region = ({ elt, target, requestConfig }) => isBackground(requestConfig) || elt.closest("[data-desk]") ? null : target;
let asked; // and may be given up
for (const [kind, busy] of [["htmx:beforeRequest", "true"], ["htmx:afterRequest", null]]) {
  document.addEventListener(kind, ({ detail }) => {
    if (region(detail)) asked = detail.elt;
    for (const part of [pressed(detail), region(detail)]) if (part) part.ariaBusy = busy;
  });
}
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-give-up]")) return;
  document.getElementById("main").focus();
  window.htmx.trigger(asked, "htmx:abort");
});

const BEAT = 1000;
const IDLE = 30 * 60 * 1000;
let lastActive = Date.now();
const isTick = (event) => event.detail.requestConfig?.triggeringEvent?.type === "app:tick";

const beat = () => {
  if (document.hidden || Date.now() - lastActive > IDLE) return;
  document.body.dispatchEvent(new CustomEvent("app:tick"));
};
setInterval(beat, BEAT);
for (const kind of ["keydown", "pointerdown", "pointermove", "visibilitychange"]) {
  document.addEventListener(kind, () => { lastActive = Date.now(); }, { passive: true });
}

const showLine = () => { document.querySelector("[data-offline]").hidden = navigator.onLine; };
for (const kind of ["online", "offline"]) window.addEventListener(kind, showLine);
showLine();
document.addEventListener("htmx:afterRequest", ({ detail: { xhr } }) => {
  if (xhr.status) document.querySelector("[data-maintenance]").hidden = !xhr.getResponseHeader("X-Maintenance");
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal]");
  const field = button && document.getElementById(button.dataset.reveal);
  if (!field) return;
  const shown = field.type === "password";
  field.type = shown ? "text" : "password";
  button.ariaPressed = shown;
});
