// A file sent in slices, over breaks.
import { pathOf } from "./upload_folder.js";

const SLICE = 4 * 2 ** 20;
const WAITS = [1, 2, 5, 10]; // seconds, then 30
const FINAL = new Set([200, 413, 422, 429, 507]); // which bring the line
const PASSING = new Set([400, 401, 404, 408, 409]); // as are all faults of the server

class Broken extends Error {}

const token = () => document.querySelector("[data-upload] [name=csrfmiddlewaretoken]").value;

const ask = (method, url, { headers, body, signal, moved }) => new Promise((answer, fail) => {
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = "json";
  const sent = { "HX-Request": "true", "X-CSRFToken": token(), ...headers }; // so a session that ended is 401
  for (const [name, value] of Object.entries(sent)) request.setRequestHeader(name, value);
  if (moved) request.upload.addEventListener("progress", (event) => moved(event.loaded));
  request.addEventListener("loadend", () => (request.status ? answer(request) : fail(new Broken())));
  signal?.addEventListener("abort", () => request.abort());
  request.send(body);
});

/** Until then, or the connection is back, or it is stopped. */
const rest = (seconds, signal) => new Promise((done) => {
  setTimeout(done, seconds * 1000);
  for (const [told, kind] of [[window, "online"], [signal, "abort"]]) told.addEventListener(kind, done, { once: true });
});

/** `deliver` gives the line that the server has in the end. */
export class Delivery {
  url = "";
  offset = 0;

  constructor(file, address) {
    Object.assign(this, { file, address });
  }

  async deliver({ signal, moved, lost }) {
    for (let breaks = 0; ;) {
      try {
        let line = await this.#find(signal);
        while (!line) line = await this.#send(signal, (bytes) => { breaks = 0; moved(bytes); });
        return line;
      } catch (error) {
        if (signal.aborted || !(error instanceof Broken)) throw error;
        lost();
        await rest(WAITS[breaks] ?? 30, signal);
        breaks += 1;
      }
    }
  }

  cancel() {
    if (this.url) ask("DELETE", this.url, {}).catch(() => {}); // a day ends it too
  }

  /** Where to go on, or a line. */
  #find(signal) {
    if (this.url) return this.#ask("HEAD", this.url, { signal });
    const { size, lastModified: modified } = this.file;
    const body = new URLSearchParams({ name: pathOf(this.file), size, modified });
    return this.#ask("POST", this.address, { body, signal });
  }

  #send(signal, moved) {
    const { offset } = this;
    const body = this.file.slice(offset, offset + SLICE);
    const headers = { "Upload-Offset": offset };
    return this.#ask("PATCH", this.url, { headers, body, signal, moved: (sent) => moved(offset + sent) });
  }

  async #ask(method, url, rest) {
    const answer = await ask(method, url, rest);
    const { status } = answer;
    if (FINAL.has(status)) return answer.response;
    if (status === 401) document.body.dispatchEvent(new CustomEvent("documents:changed")); // which asks to sign in
    if (status === 404) this.url = "";
    if (status >= 500 || PASSING.has(status)) throw new Broken();
    if (status > 204) return { level: "error" };
    Object.assign(this, answer.response ?? { offset: Number(answer.getResponseHeader("Upload-Offset")) });
    return null;
  }
}
