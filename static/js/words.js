/** A sentence with its gaps filled. */
export const fill = (sentence, values) => (
  sentence.replace(/{(\w+)}/g, (_, name) => values[name].toLocaleString(document.documentElement.lang))
);
