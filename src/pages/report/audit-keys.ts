/** @file Which key stands for which label: digits, then letters. */
const keys = "123456789abcdefghijklmnopqrstuvwxyz";

const isDigit = (label: string) => /^\d$/.test(label);

/** Label keys where each label can have one; null where there are too many: then labels are found by typing. */
export function labelKeys(labels: readonly string[]): readonly string[] | null {
  if (labels.length > 0 && labels.every(isDigit)) return labels; // levels 0 to 5 are their own keys
  return labels.length <= keys.length ? labels.map((_, i) => keys[i]!) : null;
}

/** The key for "none of these". */
export const noneKey = (labels: readonly string[]): string => (labels.includes("0") ? "n" : "0");

/** Labels that hold all typed words, those that begin so first. */
export function labelsLike(labels: readonly string[], typed: string): string[] {
  const words = typed
    .toLowerCase()
    .split(/[\s_-]+/u)
    .filter((word) => word !== "");
  const found = labels.filter((label) => words.every((word) => label.toLowerCase().includes(word)));
  const begins = (label: string) => words[0] !== undefined && label.toLowerCase().startsWith(words[0]);
  return [...found.filter(begins), ...found.filter((label) => !begins(label))];
}
