// One file of an upload on the page.
import { announce } from "./live.js";
import { fill } from "./words.js";
import { pathOf } from "./upload_folder.js";
import { Delivery } from "./upload_slices.js";

export const form = () => document.querySelector("form[data-upload]");
export const words = (name, values) => fill(form().dataset[`text${name}`], values);
const megabytes = (bytes) => Math.round((10 * bytes) / 2 ** 20) / 10;

export class Line {
  moved = 0; // bytes

  constructor(file, changed) {
    Object.assign(this, { file, changed, delivery: new Delivery(file, form().dataset.address) });
    this.item = form().querySelector("template").content.cloneNode(true).firstElementChild;
    this.item.querySelector("progress").ariaLabel = file.name;
    for (const name of this.item.querySelectorAll("[data-file-name]")) name.textContent = pathOf(file);
    this.item.addEventListener("click", (event) => this.#pressed(event.target.closest("button")));
    form().querySelector("[data-upload-files]").append(this.item);
  }

  /** waiting, moving, paused or settled. */
  get state() {
    return this.item.dataset.state;
  }

  get same() {
    return [pathOf(this.file), this.file.size].join();
  }

  async send() {
    this.stop = new AbortController();
    this.#become("moving");
    this.#move(this.moved);
    const { signal } = this.stop;
    const [moved, lost] = [(bytes) => this.#move(bytes), () => this.#say(words("Lost"))];
    try {
      this.settle(await this.delivery.deliver({ signal, moved, lost }));
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  settle({ level, text = words("Failed"), url }) {
    this.moved = this.file.size;
    this.item.dataset.level = level;
    this.#say(text);
    if (url) this.item.querySelector(".upload__state").href = url;
    if (level === "error") announce(`${this.file.name}: ${text}`, "alert");
    this.#become("settled");
    if (level === "success" && !this.item.contains(document.activeElement)) this.item.remove();
  }

  #pressed(button) {
    const pressed = button?.dataset.upload;
    if (pressed === "resume") this.#become("waiting");
    else if (pressed) this.stop?.abort();
    if (pressed === "pause") {
      this.#become("paused");
      this.#say(words("Paused"));
    }
    if (pressed === "cancel") {
      this.delivery.cancel();
      this.settle({ level: "info", text: words("Cancelled") });
    }
  }

  #become(state) {
    this.item.dataset.state = state;
    this.changed(state);
  }

  #move(bytes) {
    this.moved = bytes;
    const percent = Math.floor((100 * bytes) / (this.file.size || 1));
    this.item.querySelector("progress").value = percent;
    this.#say(words("Amount", { percent, done: megabytes(bytes), size: megabytes(this.file.size) }));
    this.changed();
  }

  #say(text) {
    this.item.querySelector(".upload__state").textContent = text;
  }
}
