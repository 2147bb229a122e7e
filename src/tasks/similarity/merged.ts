/** @file A pair as tiny models write it: what both texts share once, what differs side by side. */
import { oneLine } from "#tasks/cell.ts";
import { type Pair, pairOf } from "./pair.ts";

/** Stand around a difference and between its sides; in texts other signs take their place. */
const signs = { open: "[", between: "|", close: "]" } as const;
const plain = (text: string) => text.replaceAll("[", "(").replaceAll("]", ")").replaceAll("|", "/");

/**
 * The lines of an input merged word by word along a longest common subsequence: "a girl is styling her hair" and "a girl is
 * brushing her hair" become "a girl is [styling|brushing] her hair"; texts without a word in common become one difference.
 *
 * A model of some ten thousand to a million parameters cannot repeat a text that it wrote thirty tokens ago. Merged, it
 * has only to learn how much is told apart at each level. `unmerged` reads it back.
 */
export function merged(input: string): string {
  const [first, second] = pairOf(input).map((line) => plain(line).split(" ").filter(Boolean)) as [string[], string[]];
  const parts: string[] = [];
  let sides: [string[], string[]] = [[], []];
  const flush = () => {
    if (sides.some((side) => side.length > 0)) {
      parts.push(`${signs.open}${sides[0].join(" ")}${signs.between}${sides[1].join(" ")}${signs.close}`);
    }
    sides = [[], []];
  };
  for (const step of aligned(first, second)) {
    if (step.shared === undefined) sides[step.side].push(step.word);
    else {
      flush();
      parts.push(step.shared);
    }
  }
  flush();
  return parts.join(" ");
}

/**
 * The two texts of a merged form; null where one of them is empty. Every sign is read as it comes: "[" begins the first
 * text's side, "|" the second's, "]" what both say; so whatever a model writes has a meaning.
 */
export function unmerged(text: string): Pair | null {
  const sides: [string[], string[]] = [[], []];
  let heard: readonly (0 | 1)[] = [0, 1];
  for (const part of text.split(/([[|\]])/u)) {
    if (part === signs.open) heard = [0];
    else if (part === signs.between) heard = [1];
    else if (part === signs.close) heard = [0, 1];
    else for (const side of heard) sides[side].push(part);
  }
  const pair: Pair = [oneLine(sides[0].join(" ")), oneLine(sides[1].join(" "))];
  return pair.every((each) => each !== "") ? pair : null;
}

type Step = { shared: string } | { shared?: never; side: 0 | 1; word: string };

/** Both lists in one order: words of the longest common subsequence once, the others with their side. */
function aligned(first: readonly string[], second: readonly string[]): Step[] {
  const width = second.length + 1;
  /** Length of the longest common subsequence of the rests from i and j on. */
  const longest = new Int32Array((first.length + 1) * width);
  for (let i = first.length - 1; i >= 0; i--) {
    for (let j = second.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        first[i] === second[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < first.length || j < second.length) {
    const here = longest[i * width + j]!;
    if (i < first.length && j < second.length && first[i] === second[j]) {
      steps.push({ shared: first[i]! });
      i++;
      j++;
    } else if (i < first.length && (j === second.length || longest[(i + 1) * width + j] === here)) {
      steps.push({ side: 0, word: first[i++]! });
    } else steps.push({ side: 1, word: second[j++]! });
  }
  return steps;
}
