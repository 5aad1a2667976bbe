// The keyboard: data-key names what reaches an element, and `?` lists it.
const TEXT = "textarea, select, input:not([type=radio], [type=checkbox])";
export const keysOf = (element) => element.dataset.key.split(" ").filter(Boolean);
export const isSingle = (key) => !key.includes("+") || key === "+";
export const singleKeysAreOff = () => document.documentElement.dataset.singleKeys === "off";
// In another pane, or in a menu for want of room.
const isTucked = (element) => element.closest("header [data-tucked], [data-desk] :is([data-pane], [data-tucked])")?.checkVisibility() === false;
const inReach = (element) => (element.checkVisibility() || isTucked(element)) && !element.disabled && !element.closest("[inert]");

/** As a mouse: of an open dialog, that alone. */
export const reachable = () => {
  const scope = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  return [...scope.querySelectorAll("[data-key]")].filter(inReach);
};

/** Digits by their place, all else by the character. */
const named = (event) => {
  if (event.key === " ") return "space";
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  const key = digit && !event.shiftKey ? digit : event.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  if (event.ctrlKey || event.metaKey) return `ctrl+${key}`;
  return event.shiftKey && (letter || key.length > 1) ? `shift+${key}` : key;
};

const inRows = (rows, key, event) => {
  const links = [...rows.querySelectorAll("th a")];
  const row = event.target.closest("tr");
  const at = links.findIndex((link) => row?.contains(link));
  if (key === "space") row.querySelector("[data-choose]").dispatchEvent(new MouseEvent("click", event));
  else links[key === "j" ? at + 1 : at - 1]?.focus();
};

const reach = (element) => {
  element.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  element.focus();
};

const use = (element, key, event) => {
  if (element.matches("tbody")) inRows(element, key, event);
  else if (element.matches(TEXT) || "keyFocus" in element.dataset) reach(element);
  else element.click();
};

const leaveField = (event) => {
  if (document.querySelector("dialog:modal, :popover-open")) return;
  event.preventDefault();
  (document.querySelector("[data-escape]") ?? document.getElementById("main")).focus();
};

const nextRegion = (back) => {
  const regions = [...document.querySelectorAll("[data-region]")].filter(inReach);
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  const next = regions.at((here + (back ? -1 : 1)) % regions.length);
  if (!next) return;
  if (!next.hasAttribute("tabindex")) next.tabIndex = -1;
  reach(next);
};

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey || event.getModifierState("AltGraph") || event.defaultPrevented) return;
  const typing = event.target.matches?.(TEXT);
  const key = named(event);
  const controlled = key.startsWith("ctrl+");
  if (key === "f6" || key === "shift+f6") {
    event.preventDefault();
    nextRegion(event.shiftKey);
    return;
  }
  if (typing && key === "escape") leaveField(event);
  if (!controlled && (typing || singleKeysAreOff())) return;
  if (key.startsWith("arrow") && event.target.closest("[data-stage]")) return; // they move the page
  if (key === "space" && !event.target.matches("tbody th a")) return; // it presses and scrolls
  const found = reachable().find((element) => keysOf(element).includes(key));
  if (event.repeat && !(found && "keyRepeat" in found.dataset)) return;
  if (found) {
    event.preventDefault();
    use(found, key, event);
  } else if (key === "ctrl+enter" && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
