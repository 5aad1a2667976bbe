// Files of a folder, each with its path.
const got = (from, method) => new Promise((done, fail) => from[method](done, fail));
const filesIn = async (entries) => (await Promise.all(entries.map(walk))).flat();

const walk = async (entry) => {
  if (!entry.fullPath) return entry; // a plain file, or none
  if (entry.isFile) return Object.assign(await got(entry, "file"), { path: entry.fullPath });
  const [reader, found] = [entry.createReader(), []];
  for (let some; (some = await got(reader, "readEntries")).length;) found.push(...some);
  return filesIn(found);
};

/** After the event the items are gone. */
export const dropped = (items) => filesIn([...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile() ?? []));

export const pathOf = (file) => file.path ?? (file.webkitRelativePath || file.name);
