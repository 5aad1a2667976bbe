// One file of an upload on the page: its bar, its buttons, what became of it.
import { announce } from "./live.js";
import { Delivery, Refused } from "./upload_slices.js";

export const form = () => document.querySelector("form[data-upload]");
export const words = (name, values = {}) => (
  form().dataset[`text${name}`].replace(/{(\w+)}/g, (_, each) => values[each])
);
const token = () => form().elements.csrfmiddlewaretoken.value;
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });

export class Line {
  moved = 0; // bytes
  state = "waiting"; // then moving, paused, settled

  constructor(file, changed) {
    Object.assign(this, { file, changed, delivery: new Delivery(file, { address: form().dataset.address, token }) });
    this.item = form().querySelector("template").content.cloneNode(true).firstElementChild;
    this.item.querySelector(".upload__name").textContent = file.name;
    this.item.querySelector("progress").setAttribute("aria-label", file.name);
    for (const name of this.item.querySelectorAll("[data-file-name]")) name.textContent = `, ${file.name}`;
    this.item.addEventListener("click", (event) => this.#pressed(event.target.closest("button")));
    form().querySelector("[data-upload-files]").append(this.item);
  }

  get same() {
    return [this.file.name, this.file.size, this.file.lastModified].join("/");
  }

  async send() {
    this.stop = new AbortController();
    this.#become("moving");
    this.#move(this.moved);
    try {
      const [signal, moved, lost] = [this.stop.signal, (bytes) => this.#move(bytes), () => this.#say(words("Lost"))];
      this.settle(await this.delivery.deliver({ signal, moved, lost }));
    } catch (error) {
      if (error instanceof Refused) this.settle({ level: "error", text: words("Failed") });
      else if (!this.stop.signal.aborted) throw error;
    }
  }

  /** What became of the file: in words, and a link to the document where there is one. */
  settle({ level, text, url }) {
    this.moved = this.file.size;
    this.item.dataset.level = level;
    this.#say(text);
    if (url) {
      const link = document.createElement("a");
      link.href = url;
      link.textContent = text;
      this.item.querySelector(".upload__state").replaceChildren(link);
    }
    if (level === "error") announce(`${this.file.name}: ${text}`, "alert");
    this.#become("settled");
    if (level === "success" && !this.item.contains(document.activeElement)) this.item.remove();
  }

  #pressed(button) {
    if (button?.dataset.upload === "pause") {
      this.#become("paused");
      this.#say(words("Paused"));
      this.stop?.abort();
    }
    if (button?.dataset.upload === "resume") this.#become("waiting");
    if (button?.dataset.upload === "cancel") {
      this.stop?.abort();
      this.delivery.cancel();
      this.settle({ level: "info", text: words("Cancelled") });
    }
  }

  #become(state) {
    this.state = state;
    this.item.dataset.state = state;
    this.changed(this);
  }

  #move(bytes) {
    this.moved = Math.min(bytes, this.file.size);
    const percent = Math.floor((100 * this.moved) / (this.file.size || 1));
    this.item.querySelector("progress").value = percent;
    const [done, size] = [this.moved, this.file.size].map((each) => number.format(each / 2 ** 20));
    this.#say(words("Amount", { percent, done, size }));
    this.changed(this);
  }

  #say(text) {
    this.item.querySelector(".upload__state").textContent = text;
  }
}
