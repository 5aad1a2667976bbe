// The session ended: sign in over the page, and send again.
import { announce } from "./live.js";

const refused = new Map(); // element -> request
const dialog = () => document.getElementById("session");
const ask = (swap) => {
  const form = document.getElementById("session-form");
  window.htmx.ajax("GET", form.dataset.url, { source: form, target: form, swap });
};

document.addEventListener("htmx:responseError", (event) => {
  const { xhr, requestConfig } = event.detail;
  const over = dialog();
  if (xhr.status !== 401 || !over) return;
  refused.set(requestConfig.elt, requestConfig);
  if (over.open) return;
  over.showModal();
  announce(document.getElementById("toasts").dataset["text-401"], "alert");
  ask("innerHTML");
});

// Signed in in another tab: the event below tells.
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && dialog()?.open) ask("none");
});

// Not of what was fetched before; the page's own is new.
document.addEventListener("htmx:configRequest", (event) => event.detail.parameters.delete("csrfmiddlewaretoken"));

/** A new session refuses the old tokens. */
const renewTokens = (token) => {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
};

const sendAgain = ({ verb, path, elt, target, parameters }) => {
  window.htmx.ajax(verb.toUpperCase(), path, { source: elt, target, values: parameters });
};

document.addEventListener("app:signed-in", (event) => {
  const { user, token } = event.detail;
  if (String(user) !== document.body.dataset.user) {
    window.location.reload();
    return;
  }
  renewTokens(token);
  dialog().close();
  const again = [...refused.values()];
  refused.clear();
  again.forEach(sendAgain);
});
