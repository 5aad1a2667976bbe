// The next workspace, fetched ahead, and on screen the moment a decision is sent.
import { say } from "./asking.js";
import { isDirty, saveTyped } from "./editor.js";

const SETTLED = 400; // milliseconds
const PATIENCE = 1000;
const desk = () => document.querySelector("[data-desk]");

let next = null; // a workspace
let left = null; // the one whose decision is under way: a refusal brings it back
let asking = new AbortController();
let timer = 0;

/** Typed in the next one, before it went out of sight again, and not saved. */
const typedAhead = () => next?.querySelector("[data-dirty]");

const keepTyped = async () => {
  const typed = typedAhead();
  if (!typed) return;
  const headers = { "HX-Request": "true", ...JSON.parse(document.body.getAttribute("hx-headers")) };
  const body = new FormData(typed);
  body.delete("csrfmiddlewaretoken"); // of a session that may have ended
  const answer = await fetch(typed.action, { method: "POST", headers, body }).catch(() => null);
  if (answer?.ok && typed === typedAhead()) typed.removeAttribute("data-dirty");
};

const fetchNext = async () => {
  const from = desk();
  if (!from?.dataset.peek || next) return;
  const { signal } = (asking = new AbortController());
  try {
    const answer = await fetch(from.dataset.peek, { headers: { "HX-Request": "true" }, signal });
    const arrived = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-desk]");
    if (arrived && !signal.aborted) next = document.adoptNode(arrived); // so its pictures are fetched, too
  } catch {
    // the decision brings it
  }
};

const fetchSoon = () => {
  clearTimeout(timer);
  asking.abort();
  if (!typedAhead()) next = null;
  timer = setTimeout(() => (left ? fetchSoon() : fetchNext()), SETTLED);
};

document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("[data-desk]")) fetchSoon();
});
fetchSoon();

const willBeRefused = () => desk().querySelector("#checks [data-tone=bad]");
const isUnderWay = (event) => left?.xhr === event.detail.xhr;

const leave = (xhr) => {
  const [old, ahead, focused] = [desk(), next, document.activeElement];
  for (const dialog of old.querySelectorAll("dialog[open]")) dialog.close();
  next = null;
  old.replaceWith(ahead);
  const place = document.createElement("div");
  place.hidden = true;
  place.attachShadow({ mode: "closed" }).append(old); // htmx still hears of it, and its ids are out of the way
  document.body.append(place);
  left = { xhr, old, ahead, focused, place, slow: setTimeout(say, PATIENCE, "textSaving") };
  window.htmx.process(ahead);
  window.htmx.trigger(ahead, "htmx:load");
  const typing = ["prompt", "completion"].includes(focused.name);
  const heading = ahead.querySelector("[data-heading]");
  heading.removeAttribute("data-focus"); // the answer comes while letters are typed
  (typing ? ahead.querySelector("#completion") : heading).focus();
};

document.addEventListener("htmx:configRequest", (event) => {
  const { path, parameters } = event.detail;
  const { decide } = desk()?.dataset ?? {};
  if (next && !left && path === decide && (typedAhead() || !willBeRefused())) parameters.set("ahead", /\d+(?=\/decide)/.exec(next.dataset.decide));
});

// The next one takes letters at once; what is pressed in it waits until it is theirs.
document.addEventListener("htmx:confirm", (event) => {
  const { elt, issueRequest } = event.detail;
  if (!left || !elt.closest("[data-desk]")) return;
  event.preventDefault();
  if (elt.matches("button, form:not([data-editor])")) left.waiting = issueRequest;
});

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.requestConfig.parameters.has("ahead")) leave(event.detail.xhr);
});

const finish = () => {
  clearTimeout(left.slow);
  window.htmx.remove(left.place);
  left = null;
};

const bringBack = () => {
  const { old, ahead, focused } = left;
  ahead.replaceWith(old);
  finish();
  clearTimeout(timer);
  next = ahead;
  keepTyped();
  focused.focus();
};

const stay = () => {
  const { waiting = saveTyped } = left;
  finish();
  waiting();
};

document.addEventListener("htmx:beforeSwap", (event) => {
  if (!isUnderWay(event)) {
    if (left?.old.contains(event.detail.requestConfig.elt)) event.preventDefault();
    return;
  }
  left.place.append(event.detail.requestConfig.elt); // out of the shadow: pieces of the whole page come along
  event.detail.target = desk(); // another than was fetched, unless that one is typed in
  if (isDirty() && event.detail.xhr.getResponseHeader("HX-Reswap") !== "none") event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  if (isUnderWay(event)) setTimeout(stay); // htmx itself is not done with the old one
  else keepTyped(); // the line is there
});

window.addEventListener("beforeunload", (event) => {
  if (left || typedAhead()) event.preventDefault();
});

const lost = (event) => {
  if (!isUnderWay(event)) return;
  bringBack();
  desk().querySelector("#completion").dispatchEvent(new Event("input", { bubbles: true })); // nothing is saved yet
};
for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) document.addEventListener(kind, lost, true);

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { status } = event.detail.xhr;
  if (status >= 500) lost(event);
  else if (status >= 400 && isUnderWay(event)) bringBack();
});
