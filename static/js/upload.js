// The upload form: files dropped anywhere on the page or chosen, three at a time, a line and a bar for each.
import { announce } from "./live.js";
import { line, send } from "./upload_line.js";

const AT_ONCE = 3;
const SAY_EVERY = 10000;
const form = () => document.querySelector("form[data-upload]");

const fill = (text, values) => text.replace(/{(\w+)}/g, (_, name) => values[name]);

let queue = [];
let moving = 0;
let total = 0;
let finished = 0;
let lastSaid = 0;

const say = () => {
  const all = finished === total;
  if (!all && Date.now() - lastSaid < SAY_EVERY) return;
  lastSaid = Date.now();
  announce(fill(form().dataset.textProgress, { n: finished, total }));
};

const next = async () => {
  if (!queue.length || moving >= AT_ONCE) return;
  const [file, item] = queue.shift();
  moving += 1;
  await send(file, item);
  moving -= 1;
  finished += 1;
  say();
  document.body.dispatchEvent(new CustomEvent("documents:changed"));
  next();
};

const take = (files) => {
  if (!files.length) return;
  if (!moving) total = finished = 0;
  total += files.length;
  queue = queue.concat([...files].map((file) => [file, line(file)]));
  announce(fill(form().dataset.textChosen, { n: files.length }));
  for (let i = 0; i < AT_ONCE; i += 1) next();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-upload] input[type=file]")) return;
  take(event.target.files);
  event.target.value = "";
});

// --- dropping, anywhere on the page ----------------------------------------------------------------------------------
const carriesFiles = (event) => form() && event.dataTransfer?.types.includes("Files");
for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form().dataset.over = "";
  });
}
document.addEventListener("dragleave", (event) => {
  if (form() && !event.relatedTarget) delete form().dataset.over;
});
document.addEventListener("drop", (event) => {
  if (!carriesFiles(event)) return;
  event.preventDefault();
  delete form().dataset.over;
  take(event.dataTransfer.files);
});
window.addEventListener("beforeunload", (event) => {
  if (moving) event.preventDefault();
});

// With scripts a file goes as soon as it is chosen, so the button is not needed.
for (const button of document.querySelectorAll("[data-upload-send]")) button.hidden = true;
