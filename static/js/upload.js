// The upload form: files dropped anywhere on the page or chosen, three at a time, a line and a bar for each.
import { announce } from "./live.js";
import { Line, form, words } from "./upload_line.js";

const AT_ONCE = 3;
const SAY_EVERY = 10000;

let lines = []; // of this batch
let began = 0;
let lastSaid = 0;

const inState = (state) => lines.filter((line) => line.state === state);
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

const timeLeft = (moved, size) => {
  const minutes = Math.ceil(((Date.now() - began) * (size - moved)) / moved / 60000);
  return minutes > 1 ? words("Left", { n: minutes }) : words("Soon");
};

const showBatch = () => {
  const batch = form().querySelector("[data-upload-batch]");
  const [total, settled] = [lines.length, inState("settled").length];
  const [moved, size] = [sum(lines.map((line) => line.moved)), sum(lines.map((line) => line.file.size))];
  const percent = Math.floor((100 * moved) / (size || 1));
  const busy = settled < total;
  batch.hidden = !form().querySelector("[data-upload-files]").children.length;
  batch.querySelector("progress").value = percent;
  batch.querySelector("[data-upload-count]").textContent = words(busy ? "Uploading" : "Progress", { n: settled, total });
  batch.querySelector("[data-upload-left]").textContent = busy && moved ? `${percent} % · ${timeLeft(moved, size)}` : "";
};

const say = () => {
  const settled = inState("settled").length;
  if (settled < lines.length && Date.now() - lastSaid < SAY_EVERY) return;
  lastSaid = Date.now();
  announce(words("Progress", { n: settled, total: lines.length }));
};

const fill = () => {
  const free = AT_ONCE - inState("moving").length;
  for (const line of inState("waiting").slice(0, Math.max(free, 0))) line.send();
};

const changed = (line) => {
  if (line.item.dataset.shown !== line.state) {
    line.item.dataset.shown = line.state;
    if (line.state === "settled") {
      say();
      document.body.dispatchEvent(new CustomEvent("documents:changed"));
    }
    queueMicrotask(fill);
  }
  queueMicrotask(showBatch);
};

const take = (files) => {
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
  showBatch();
  fill();
};

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-upload] input[type=file]")) return;
  take([...event.target.files]);
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
  take([...event.dataTransfer.files]);
});
window.addEventListener("beforeunload", (event) => {
  if (inState("moving").length) event.preventDefault();
});

// With scripts a file goes as soon as it is chosen, so the button is not needed.
for (const button of document.querySelectorAll("[data-upload-send]")) button.hidden = true;
