// One file's way to the server in slices. After a break the server says how much it has, and the rest follows.
const SLICE = 4 * 2 ** 20;
const WAITS = [1, 2, 5, 10, 30]; // seconds, after one break and the next
const FINAL = new Set([200, 413, 422, 429, 507]); // the answer is the file's line
const PASSING = new Set([400, 401, 404, 408, 409]); // as are all faults of the server

export class Refused extends Error {}
class Broken extends Error {}

const ask = (method, url, { headers = {}, body, signal, moved }) => new Promise((answer, fail) => {
  const request = new XMLHttpRequest();
  request.open(method, url);
  request.responseType = "json";
  request.setRequestHeader("HX-Request", "true"); // a session that ended is told as 401
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  if (moved) request.upload.addEventListener("progress", (event) => moved(event.loaded));
  request.addEventListener("load", () => answer(request));
  for (const kind of ["error", "abort"]) request.addEventListener(kind, () => fail(new Broken(kind)));
  signal?.addEventListener("abort", () => request.abort(), { once: true });
  request.send(body);
});

const fault = ({ status }) => {
  if (status === 401) document.body.dispatchEvent(new CustomEvent("documents:changed")); // its 401 asks to sign in
  return status >= 500 || PASSING.has(status) ? new Broken(status) : new Refused(status);
};

/** Until the time is up, the connection is back, or somebody stops it. */
const rest = (seconds, signal) => new Promise((done) => {
  const stop = new AbortController();
  const end = () => { clearTimeout(timer); stop.abort(); done(); };
  const timer = setTimeout(end, seconds * 1000);
  window.addEventListener("online", end, { signal: stop.signal });
  signal.addEventListener("abort", end, { signal: stop.signal });
});

/** A file and how much of it has arrived. `deliver` gives the line that the server has for it in the end. */
export class Delivery {
  constructor(file, { address, token }) {
    Object.assign(this, { file, address, token, url: "", offset: 0 });
  }

  async deliver({ signal, moved, lost }) {
    for (let breaks = 0; ;) {
      try {
        const line = await this.#find(signal);
        return line ?? await this.#sendAll(signal, (bytes) => { breaks = 0; moved(bytes); });
      } catch (error) {
        if (signal.aborted || !(error instanceof Broken)) throw error;
        lost();
        await rest(WAITS[Math.min(breaks, WAITS.length - 1)], signal);
        breaks += 1;
      }
    }
  }

  cancel() {
    if (this.url) ask("DELETE", this.url, { headers: this.#headers() }).catch(() => {}); // a day ends it anyway
  }

  #headers(more = {}) {
    return { "X-CSRFToken": this.token(), ...more };
  }

  /** Where to go on: what the address has, or a new address; a line when the file is not wanted. */
  async #find(signal) {
    if (this.url) {
      const answer = await ask("HEAD", this.url, { signal });
      this.offset = Number(answer.getResponseHeader("Upload-Offset"));
      if (answer.status === 204) return null;
      if (answer.status !== 404) throw fault(answer);
    }
    const { name, size, lastModified } = this.file;
    const body = new FormData();
    for (const [field, value] of Object.entries({ name, size, modified: lastModified })) body.append(field, value);
    const answer = await ask("POST", this.address, { body, signal, headers: this.#headers() });
    if (FINAL.has(answer.status)) return answer.response;
    if (answer.status !== 201) throw fault(answer);
    ({ url: this.url, offset: this.offset } = answer.response);
    return null;
  }

  async #sendAll(signal, moved) {
    for (;;) {
      const { offset } = this;
      const body = this.file.slice(offset, offset + SLICE);
      const headers = this.#headers({ "Upload-Offset": offset, "Content-Type": "application/octet-stream" });
      const answer = await ask("PATCH", this.url, { headers, body, signal, moved: (sent) => moved(offset + sent) });
      if (FINAL.has(answer.status)) return answer.response;
      if (answer.status !== 204) throw fault(answer);
      this.offset = Number(answer.getResponseHeader("Upload-Offset"));
      moved(this.offset);
    }
  }
}
