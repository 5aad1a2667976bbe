// The next workspace and its picture, fetched ahead, and on screen the moment a decision is sent.
const SETTLED = 400; // milliseconds
const PATIENCE = 1000;
const desk = () => document.querySelector("[data-desk]");

let next = null; // { key, html }
let left = null; // the workspace whose decision is under way: a refusal brings it back
let asking = new AbortController();
let timer = 0;
let slow = 0;

const keyOf = (address) => /\/(\d+)\/decide\/$/.exec(address ?? "")?.[1];

const fetchPicture = (workspace) => {
  const shown = workspace.querySelector("[data-sheet] img");
  if (shown) Object.assign(new Image(), { sizes: shown.sizes, srcset: shown.srcset });
};

const fetchNext = async () => {
  const from = desk();
  if (!from?.dataset.peek) return;
  const { signal } = (asking = new AbortController());
  try {
    const answer = await fetch(from.dataset.peek, { headers: { "HX-Request": "true" }, signal });
    const html = answer.status === 200 ? await answer.text() : "";
    const workspace = new DOMParser().parseFromString(html, "text/html").querySelector("[data-desk]");
    if (!workspace || signal.aborted) return;
    next = { key: keyOf(workspace.dataset.decide), html };
    fetchPicture(workspace);
  } catch {
    next = null; // the decision brings it
  }
};

const fetchSoon = () => {
  clearTimeout(timer);
  asking.abort();
  next = null;
  timer = setTimeout(() => (left ? fetchSoon() : fetchNext()), SETTLED);
};

document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt.matches?.("[data-desk]")) fetchSoon();
});
fetchSoon();

const willBeRefused = () => desk().querySelector("#checks [data-tone=bad]");
const isUnderWay = (event) => left?.xhr === event.detail.xhr;

const hold = (on) => {
  for (const part of desk().querySelectorAll(":scope > :not([data-pane=source])")) part.inert = on;
};

const leave = (xhr) => {
  const old = desk();
  const focused = document.activeElement;
  for (const dialog of old.querySelectorAll("dialog[open]")) dialog.close();
  left = { xhr, old, focused, next };
  const named = [old, ...old.querySelectorAll("[id]")].map((element) => [element, element.id]);
  for (const [element] of named) element.removeAttribute("id"); // the new workspace has them now
  const [stand, place] = [document.createElement("div"), document.createElement("div")];
  place.hidden = true;
  old.replaceWith(stand);
  place.append(old);
  document.body.append(place);
  Object.assign(left, { place, named });
  window.htmx.swap(stand, next.html, { swapStyle: "outerHTML" });
  hold(true);
  slow = setTimeout(() => desk().setAttribute("data-waiting", ""), PATIENCE);
};

document.addEventListener("htmx:configRequest", (event) => {
  const { path, parameters } = event.detail;
  if (next && !left && path === desk()?.dataset.decide && !willBeRefused()) parameters.set("ahead", next.key);
});

document.addEventListener("htmx:confirm", (event) => {
  // A save that waited, or that leaving the field asks for; and the next is not theirs yet.
  if (left && event.detail.elt.closest("[data-desk]")) event.preventDefault();
});

document.addEventListener("htmx:beforeSend", (event) => {
  if (event.detail.requestConfig.parameters.has("ahead")) leave(event.detail.xhr);
});

const finish = () => {
  clearTimeout(slow);
  const { place } = left;
  left = null;
  setTimeout(() => window.htmx.remove(place)); // htmx itself is not done with it
};

const bringBack = () => {
  const { old, named, focused, next: kept } = left;
  finish();
  desk().replaceWith(old);
  for (const [element, id] of named) element.id = id;
  clearTimeout(timer);
  next = kept;
  focused.focus();
};

const stay = () => {
  const typing = ["prompt", "completion"].includes(left.focused.name);
  finish();
  hold(false);
  desk().removeAttribute("data-waiting");
  desk().querySelector(typing ? "#completion" : "[data-heading]")?.focus();
};

document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (isUnderWay(event) && event.detail.xhr.status >= 400) bringBack();
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (isUnderWay(event)) event.detail.target = desk(); // another than was fetched
  else if (left?.old.contains(event.detail.requestConfig.elt)) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (isUnderWay(event) && event.detail.successful) stay();
});

const lost = (event) => {
  if (!isUnderWay(event)) return;
  bringBack();
  desk().querySelector("#completion").dispatchEvent(new Event("input", { bubbles: true })); // nothing is saved yet
};
for (const kind of ["htmx:sendError", "htmx:timeout", "htmx:sendAbort"]) document.addEventListener(kind, lost, true);
