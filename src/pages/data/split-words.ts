/** @file A proposed split in sentences: who goes where, why, and how much can be learned from it. */
import { count, counted, listed, share } from "#charts/format.ts";
import { type Proposal, widestMargin } from "#state/preparing.svelte.ts";

const points = (margin: number) => `±${count(Math.round(100 * margin))} points`;

/** What becomes of the rows. */
export function splitWords(proposal: Proposal): string[] {
  const { way, perLabel, testRows, testable, shown, aside, labels, groups, problem } = proposal;
  if (problem !== null) return [];
  const used = labels.filter(({ test }) => test > 0).length;
  const drawn =
    testRows < testable
      ? `${count(testRows)} of them, drawn evenly over the labels, are tested on.`
      : "All are tested on.";
  const sentences = {
    split: [
      `${counted(shown, "row")} ${shown === 1 ? "is" : "are"} for demonstrations, so that every one of ${counted(used, "label")} ` +
        `has ${counted(perLabel, "different text")} or more; the other ${counted(testable, "row")} are for the test. ${drawn}`,
    ],
    folds: [
      `${counted(testable, "row")} serve both roles, ${counted(used, "label")} in all. ${drawn} Each fold's models see ` +
        `${counted(perLabel, "row")} per label of the other folds.`,
    ],
    own: [`${counted(shown, "row")} are for demonstrations; the test has ${counted(testable, "row")}. ${drawn}`],
  }[way];
  if (groups) {
    sentences.push(
      way === "split"
        ? `No group is on both sides; the tested rows come from ${counted(groups.tested, "group")}.`
        : `The tested rows come from ${counted(groups.tested, "group")}${way === "folds" ? ", and no group is in two folds" : ""}.`,
    );
  }
  if (way !== "own") sentences.push("Texts that are nearly the same stay together, on one side.");
  if (aside > 0 && way !== "own") sentences.push(asideWords(proposal));
  return sentences;
}

/** A fifth of the rows in one lump leaves little to part: what holds them together, and how to loosen it. */
export function gluedWords({ largestUnit, unitRows }: Proposal, grouped: boolean): string {
  if (largestUnit < 20 || largestUnit < 0.2 * unitRows) return "";
  return (
    `${count(largestUnit)} of ${count(unitRows)} rows hang together, through ` +
    `${grouped ? "groups and texts" : "texts"} that are nearly the same, and must stay on one side. Leave near-repeats out ` +
    `when you bring the file${grouped ? ", or choose no group if its rows are independent after all" : ""}.`
  );
}

function asideWords({ labels, aside, perLabel }: Proposal): string {
  const without = labels.filter((label) => label.aside > 0).map(({ label }) => label);
  const named =
    without.length <= 5 ? listed(without) : `${without.slice(0, 4).join(", ")} and ${without.length - 4} more`;
  return (
    `Set aside: ${counted(aside, "row")} of ${counted(without.length, "label")} with too few texts that can be parted for ` +
    `${counted(perLabel, "demonstration")} and a test (${named}).`
  );
}

/** How much such a study can tell. */
export function learnWords({
  problem,
  testRows,
  testUnits,
  leastTested,
  metric,
  groups,
  perLabel,
}: Proposal): string[] {
  if (problem !== null) return [];
  const margin = widestMargin(testUnits);
  const units =
    testUnits === testRows
      ? `${counted(testRows, "test row")} give`
      : `${counted(testRows, "test row")} count as ${count(testUnits)} independent ${groups ? "groups" : "texts"}, which give`;
  const words = [
    `${units} each score an interval of about ${points(margin)} at its widest (95%). Differences between solvers on the ` +
      "same rows are somewhat sharper.",
  ];
  if (metric === "accuracy") {
    words.push(
      `Scores will be accuracy: a label has only ${counted(leastTested, "test row")}, and macro-F1 needs 5 of every label.`,
    );
  }
  if (testUnits < 50) {
    words.push(
      "That is enough to see whether a model's own data is much easier for it than yours, and to read what it writes. " +
        "It is not enough to rank models that are close, or to say that a synthetic set can stand in for yours.",
    );
  } else if (margin > 0.06) {
    words.push("Large differences will show; models that lie within those points of each other cannot be ranked.");
  }
  if (perLabel < 5) {
    words.push(
      `${counted(perLabel, "demonstration")} per label ${perLabel === 1 ? "is" : "are"} few: expect models that solve and ` +
        "write your labels poorly. 20 or more are better.",
    );
  }
  return words;
}

/** How many demonstrations stand in the test rows. */
export function overlapWords({ overlap, shown }: Proposal): string {
  if (!overlap) return "";
  const { same, near } = overlap;
  if (same + near === 0) return "No demonstration stands in the test rows, exactly or nearly.";
  const kinds = [
    ...(same > 0 ? [`${count(same)} the same but for case and punctuation`] : []),
    ...(near > 0 ? [`${count(near)} nearly the same`] : []),
  ];
  return `${counted(same + near, "demonstration")} (${share((same + near) / Math.max(1, shown + same + near))}) stand in the test rows: ${listed(kinds)}.`;
}
