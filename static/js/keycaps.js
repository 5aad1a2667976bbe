// What is printed and said of the keys.
import { isSingle, keysOf, reachable, singleKeysAreOff } from "./keys.js";

const mac = /mac|iphone|ipad/i.test(navigator.userAgentData?.platform ?? navigator.platform);
document.documentElement.toggleAttribute("data-mac", mac);

// As said, and as printed.
const NAMES = {
  ctrl: mac ? ["Meta", "⌘"] : ["Control", "Ctrl+"],
  shift: ["Shift", "⇧"],
  enter: ["Enter", "↵"],
  space: ["Space", "␣"],
  arrowleft: ["ArrowLeft", "←"],
  arrowright: ["ArrowRight", "→"],
};
const namesOf = (key) => (isSingle(key) ? [key] : key.split("+")).map((part) => NAMES[part] ?? [part, part.toUpperCase()]);
const said = (key) => namesOf(key).map(([name]) => name).join("+");
const printed = (key) => namesOf(key).map(([, cap]) => cap).join("");

const expose = (scope) => {
  for (const element of scope.querySelectorAll?.("[data-key]") ?? []) {
    const working = keysOf(element).filter((key) => !isSingle(key) || !singleKeysAreOff());
    element.setAttribute("aria-keyshortcuts", working.map(said).join(" "));
  }
};
expose(document);
document.addEventListener("htmx:load", (event) => expose(event.detail.elt.parentElement ?? document));

const nameOf = (element) => {
  if (element.dataset.keyLabel) return element.dataset.keyLabel;
  const copy = (element.labels?.[0] ?? element).cloneNode(true);
  copy.querySelectorAll("kbd").forEach((printed) => printed.remove());
  return copy.textContent.trim();
};
const row = (element) => {
  const [line, name, keys] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
  name.textContent = nameOf(element);
  for (const key of keysOf(element)) {
    keys.append(Object.assign(document.createElement("kbd"), { className: "keycap", textContent: printed(key) }));
  }
  line.append(name, keys);
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
document.addEventListener("app:setting", (event) => {
  document.documentElement.dataset[event.detail.name] = event.detail.state;
  expose(document);
});
