// The editors: numbered saves and their state, trying again, the leave guard, asking before a decision.
import { announce } from "./live.js";

const RETRY = [2, 4, 8, 15]; // seconds, then 30
const READ_FIRST = 2000;
const ANSWERED = [401, 409, 422]; // by a dialog or a panel
const editor = () => document.querySelector("[data-editor]");
const state = () => document.getElementById("save-state");
const desk = () => document.querySelector("[data-desk]");

let failures = 0;
let opened = 0;
let warned = false;
let again = 0;

/** Typed and not saved, or on its way. */
export const isDirty = () => editor()?.matches("[data-dirty], .htmx-request");

export const say = (words) => {
  const shown = state();
  shown.querySelector("[data-words]").textContent = shown.dataset[words];
  shown.querySelector(".save-state__icon").hidden = true;
};

const begin = () => {
  failures = 0;
  warned = false;
  opened = performance.now();
  clearTimeout(again);
};
begin();

document.addEventListener("input", (event) => {
  if (event.target.form !== editor()) return;
  editor()?.setAttribute("data-dirty", "");
  warned = false;
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
  if (failures === 0) announce(state().dataset.textLost, "alert");
  failures += 1;
  state().querySelector("[data-save-again]").hidden = failures < 3;
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

const isRead = () => isDirty() || editor().elements.sequence.value > 0 || performance.now() - opened > READ_FIRST;

document.addEventListener("click", (event) => {
  const words = event.target.closest("[data-ask]")?.dataset.ask;
  if (!words || warned || (words === "textReadFirst" && isRead())) return;
  warned = true;
  event.preventDefault();
  event.stopImmediatePropagation();
  announce(state().dataset[words]);
  say(words);
}, true);

document.addEventListener("htmx:load", (event) => {
  const arrived = event.detail.elt;
  if (!arrived.matches?.("[data-desk]")) return;
  begin();
  const prompt = arrived.querySelector("#prompt")?.value ?? "";
  announce([arrived.querySelector("[data-heading]").textContent, prompt].filter(Boolean).join(": "));
});
