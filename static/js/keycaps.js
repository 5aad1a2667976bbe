// What is printed and said of the keys.
import { isSingle, keysOf, reachable, singleKeysAreOff } from "./keys.js";

const mac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);
document.documentElement.toggleAttribute("data-mac", mac);

const ARIA = { ctrl: mac ? "Meta" : "Control", shift: "Shift", enter: "Enter", escape: "Escape", space: "Space" };
const parts = (key) => (isSingle(key) ? [key] : key.split("+"));
const arrow = (name) => name.replace(/^arrow./, (start) => `Arrow${start.at(-1).toUpperCase()}`);
const aria = (key) => parts(key).map((part) => ARIA[part] ?? arrow(part)).join("+");

const expose = (scope) => {
  for (const element of scope.querySelectorAll?.("[data-key]") ?? []) {
    const working = keysOf(element).filter((key) => !isSingle(key) || !singleKeysAreOff());
    element.setAttribute("aria-keyshortcuts", working.map(aria).join(" "));
  }
};
expose(document);
document.addEventListener("htmx:load", (event) => expose(event.detail.elt.parentElement ?? document));

const CAPS = { ctrl: mac ? "⌘" : "Ctrl+", shift: "⇧", enter: "↵", space: "␣", escape: "Esc" };
const ARROWS = { arrowleft: "←", arrowright: "→", arrowup: "↑", arrowdown: "↓" };
const cap = (part) => CAPS[part] ?? ARROWS[part] ?? (part.length === 1 ? part.toUpperCase() : part);
const nameOf = (element) => {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  copy.querySelectorAll("kbd").forEach((printed) => printed.remove());
  return copy.textContent.trim();
};
const row = (element) => {
  const line = document.createElement("div");
  const name = Object.assign(document.createElement("dt"), { textContent: nameOf(element) });
  line.append(name, document.createElement("dd"));
  for (const key of keysOf(element)) {
    const printed = { className: "keycap", textContent: parts(key).map(cap).join("") };
    line.lastChild.append(Object.assign(document.createElement("kbd"), printed));
  }
  return line;
};
document.addEventListener("app:open", (event) => {
  const ofScreen = (element) => element.closest("main") !== null;
  const keys = reachable().sort((one, other) => ofScreen(other) - ofScreen(one));
  event.target.querySelector("[data-shortcuts]")?.replaceChildren(...keys.map(row));
});
document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-shortcuts-filter]")) return;
  const wanted = event.target.value.trim().toLowerCase();
  for (const line of event.target.closest("dialog").querySelectorAll("[data-shortcuts] > div")) {
    line.hidden = !line.textContent.toLowerCase().includes(wanted);
  }
});
document.addEventListener("app:single-keys", (event) => {
  document.documentElement.dataset.singleKeys = event.detail.state;
  expose(document);
});
