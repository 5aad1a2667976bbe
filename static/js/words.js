/** A sentence of the page with its gaps filled; numbers as the language writes them. */
export const fill = (sentence, values) => (
  sentence.replace(/{(\w+)}/g, (_, name) => values[name].toLocaleString(document.documentElement.lang))
);
