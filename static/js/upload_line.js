// One file of an upload: its line on the page, its way to the server, what became of it.
import { announce } from "./live.js";

const form = () => document.querySelector("form[data-upload]");

export const line = (file) => {
  const item = form().querySelector("template").content.cloneNode(true).firstElementChild;
  item.querySelector(".upload__name").textContent = file.name;
  item.querySelector("progress").setAttribute("aria-label", file.name);
  form().querySelector("[data-upload-files]").append(item);
  return item;
};

/** What became of a file: its words, and a link to the document where there is one. */
const settle = (item, { level, text, url }) => {
  item.dataset.level = level;
  item.querySelector("progress").hidden = true;
  const state = item.querySelector(".upload__state");
  state.textContent = text;
  if (url) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = text;
    state.replaceChildren(link);
  }
  if (level === "error") announce(`${item.querySelector(".upload__name").textContent}: ${text}`, "alert");
};

/** Send one file; its line shows how far it is and what became of it. */
export const send = (file, item) => new Promise((done) => {
  const request = new XMLHttpRequest();
  const body = new FormData();
  const bar = item.querySelector("progress");
  body.append("files", file);
  request.open("POST", form().action);
  request.setRequestHeader("Accept", "application/json");
  request.setRequestHeader("X-CSRFToken", form().elements.csrfmiddlewaretoken.value);
  request.responseType = "json";
  request.upload.addEventListener("progress", (event) => {
    bar.value = event.lengthComputable ? (100 * event.loaded) / event.total : 0;
  });
  request.addEventListener("load", () => {
    const lines = request.response?.lines ?? [];
    settle(item, lines[0] ?? { level: "error", text: form().dataset.textLost });
    done();
  });
  request.addEventListener("error", () => {
    settle(item, { level: "error", text: form().dataset.textLost });
    done();
  });
  request.send(body);
});
