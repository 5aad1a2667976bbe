// Files dropped or chosen, three sent at a time.
import { announce } from "./live.js";
import { dropped, pathOf } from "./upload_folder.js";
import { Line, form, words } from "./upload_line.js";

const AT_ONCE = 3;
const SAY_EVERY = 10000;

let lines = [];
let began = 0;
let lastSaid = 0;

const inState = (state) => lines.filter((line) => line.state === state);
const sum = (bytes) => lines.reduce((all, line) => all + bytes(line), 0);
const part = (name) => form().querySelector(`[data-upload-${name}]`);

const timeLeft = (moved, size) => {
  const n = Math.ceil(((Date.now() - began) * (size - moved)) / moved / 60000);
  return words(n > 1 ? "Left" : "Soon", { n });
};

const show = () => {
  const [n, total] = [inState("settled").length, lines.length];
  const [moved, size] = [sum((line) => line.moved), sum((line) => line.file.size)];
  const percent = Math.floor((100 * moved) / (size || 1));
  part("batch").hidden = !part("files").children.length;
  part("batch").querySelector("progress").value = percent;
  part("count").textContent = words(n < total ? "Uploading" : "Progress", { n, total });
  part("left").textContent = n < total && moved ? `${percent} % · ${timeLeft(moved, size)}` : "";
};

const fill = () => {
  for (const line of inState("waiting")) if (inState("moving").length < AT_ONCE) line.send();
};

const settled = () => {
  const [n, total] = [inState("settled").length, lines.length];
  document.body.dispatchEvent(new CustomEvent("documents:changed"));
  if (n < total && Date.now() - lastSaid < SAY_EVERY) return;
  lastSaid = Date.now();
  announce(words("Progress", { n, total }));
};

const changed = (state) => {
  if (state === "settled") settled();
  if (state) queueMicrotask(fill);
  queueMicrotask(show);
};

const take = (chosen) => {
  const files = chosen.filter((file) => !pathOf(file).includes("/.")); // what a system hides in folders
  if (!files.length) return;
  if (inState("settled").length === lines.length) [lines, began] = [[], Date.now()];
  const known = new Set(lines.filter((line) => line.state !== "settled").map((line) => line.same));
  for (const file of files) {
    const line = new Line(file, changed);
    lines.push(line);
    if (known.has(line.same)) line.settle({ level: "info", text: words("Twice") });
    known.add(line.same);
  }
  announce(words("Chosen", { n: files.length }));
  show();
  fill();
};

document.addEventListener("change", ({ target }) => {
  if (!target.matches("[data-upload] input[type=file]")) return;
  take([...target.files]);
  target.value = "";
});

const carried = (event) => {
  const files = form() && event.dataTransfer.types.includes("Files");
  if (files) event.preventDefault();
  return files;
};
document.addEventListener("dragover", (event) => {
  if (carried(event)) form().dataset.over = "";
});
document.addEventListener("dragleave", (event) => {
  if (form() && !event.relatedTarget) delete form().dataset.over;
});
document.addEventListener("drop", (event) => {
  if (!carried(event)) return;
  delete form().dataset.over;
  dropped(event.dataTransfer.items).then(take);
});
window.addEventListener("beforeunload", (event) => {
  if (inState("moving").length) event.preventDefault();
});
