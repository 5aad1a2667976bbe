// The editors: numbered saves, trying again, the leave guard.
import { line, say } from "./asking.js";
import { announce } from "./live.js";

const RETRY = [2, 4, 8, 15]; // seconds, then 30
const ANSWERED = [401, 409, 422]; // by a dialog or a panel
const editor = () => document.querySelector("[data-editor]");
const desk = () => document.querySelector("[data-desk]");

let failures = 0;
let again = 0;

/** Typed and not saved, or on its way. */
export const isDirty = () => editor()?.matches("[data-dirty], .htmx-request");

document.addEventListener("input", (event) => {
  if (event.target.form === editor()) editor()?.setAttribute("data-dirty", "");
});

document.addEventListener("htmx:configRequest", (event) => {
  const { parameters, elt } = event.detail;
  const form = editor();
  if (!form || !parameters.has("sequence")) return;
  form.elements.sequence.value = Number(form.elements.sequence.value) + 1;
  parameters.set("sequence", form.elements.sequence.value);
  if (elt !== form) parameters.set("focus", document.activeElement?.form === form ? document.activeElement.name : "");
  if (!["prompt", "completion"].includes(parameters.get("focus"))) parameters.delete("focus");
});

document.addEventListener("app:tick", () => {
  const seconds = editor()?.elements.seconds;
  if (seconds) seconds.value = Number(seconds.value) + 1;
});

const isSave = (event) => event.detail.elt === editor();

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isSave(event)) return;
  editor().removeAttribute("data-dirty");
  say("textSaving");
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!isSave(event)) return;
  if (event.detail.successful) failures = 0;
  else editor().setAttribute("data-dirty", "");
});

export const saveTyped = () => {
  clearTimeout(again);
  if (isDirty()) window.htmx.trigger(editor(), "app:save");
};

const failed = (event) => {
  const status = event.detail.xhr?.status ?? 0;
  if (!isSave(event) || ANSWERED.includes(status)) return;
  event.stopPropagation(); // no toast for each attempt
  say("textFailed");
  if (failures === 0) announce(line().dataset.textLost, "alert");
  failures += 1;
  line().querySelector("[data-save-again]").hidden = failures < 3;
  clearTimeout(again);
  again = setTimeout(saveTyped, (RETRY[failures - 1] ?? 30) * 1000);
};
document.addEventListener("htmx:sendError", failed, true);
document.addEventListener("htmx:responseError", failed, true);

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-save-again]")) saveTyped();
});

document.addEventListener("visibilitychange", () => {
  if (document.hidden && !document.querySelector("#session[open]")) saveTyped(); // nothing is sent as somebody else
});

window.addEventListener("beforeunload", (event) => {
  if (isDirty() && desk()?.dataset.decide) event.preventDefault();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("dialog [type=radio]")) event.target.focus(); // a reason chosen by its digit
});

document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt;
  if (!arrived.matches?.("[data-desk]")) return;
  failures = 0;
  clearTimeout(again);
  const prompt = arrived.querySelector("#prompt")?.value ?? "";
  announce([arrived.querySelector("[data-heading]").textContent, prompt].filter(Boolean).join(": "));
});
