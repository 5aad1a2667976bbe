// The keyboard: data-key names what reaches an element, and `?` lists it.
const TEXT = "textarea, select, input:not([type=radio], [type=checkbox])";
export const keysOf = (element) => element.dataset.key.split(" ").filter(Boolean);
export const isSingle = (key) => !key.includes("+") || key === "+";
export const singleKeysAreOff = () => document.documentElement.dataset.singleKeys === "off";
// In another pane, a menu, or a bar without the room for it: one key away all the same.
const isTucked = (element) => element.closest("header [data-tucked], [data-desk] :is([data-pane], [data-tucked])")?.checkVisibility() === false;
const inReach = (element) => (element.checkVisibility() || isTucked(element)) && !element.disabled && !element.closest("[inert]");

/** What a mouse could reach: of an open dialog, that alone. */
export const reachable = () => {
  const scope = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
  return [...scope.querySelectorAll("[data-key]")].filter(inReach);
};

/** As in data-key: digits by their place, all else by the character it makes. */
const named = (event) => {
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
  const key = digit && !event.shiftKey ? digit : event.key.toLowerCase();
  const letter = /^[a-z]$/.test(key);
  if (event.ctrlKey || event.metaKey) return `ctrl+${key}`;
  return event.shiftKey && (letter || key.length > 1) ? `shift+${key}` : key;
};

const use = (element) => {
  if (!element.matches(TEXT) && !("keyFocus" in element.dataset)) {
    element.click();
    return;
  }
  element.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  element.focus();
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
  next.dispatchEvent(new CustomEvent("app:reveal", { bubbles: true }));
  next.focus();
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
  const found = reachable().find((element) => keysOf(element).includes(key));
  if (event.repeat && !(found && "keyRepeat" in found.dataset)) return;
  if (found) {
    event.preventDefault();
    use(found);
  } else if (key === "ctrl+enter" && event.target.form) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});
