/** @file A proposed split in sentences: who goes where, why, and how much can be learned from it. */
import { count, counted, listed, share } from "#charts/format.ts";
import { taskWords } from "#pages/task-words.ts";
import { correlationMargin, type Proposal, widestMargin } from "#state/preparing.svelte.ts";

const points = (margin: number) => `±${count(Math.round(100 * margin))} points`;

/** What becomes of the rows. */
export function splitWords(proposal: Proposal): string[] {
  const { task, way, perLabel, testRows, testable, shown, aside, labels, groups, problem } = proposal;
  if (problem !== null) return [];
  const { each, rows, labels: labelled } = taskWords[task];
  const used = labels.filter(({ test }) => test > 0).length;
  const evenly = {
    "per label": ", drawn evenly over the labels,",
    "per level": ", drawn evenly over the levels,",
    "in all": "",
  };
  const drawn = testRows < testable ? `${count(testRows)} of them${evenly[each]} are tested on.` : "All are tested on.";
  const enough =
    each === "in all"
      ? ""
      : `, so that every one of ${labelled(used)} has ${counted(perLabel, "different text")} or more`;
  const seen = each === "in all" ? rows(perLabel) : `${rows(perLabel)} ${each}`;
  const sentences = {
    split: [
      `${rows(shown)} ${shown === 1 ? "is" : "are"} for demonstrations${enough}; the other ${rows(testable)} are for ` +
        `the test. ${drawn}`,
    ],
    folds: [
      `${rows(testable)} serve both roles${each === "in all" ? "" : `, ${labelled(used)} in all`}. ${drawn} Each fold's ` +
        `models see ${seen} of the other folds.`,
    ],
    own: [`${rows(shown)} are for demonstrations; the test has ${rows(testable)}. ${drawn}`],
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

function asideWords({ task, labels, aside, perLabel }: Proposal): string {
  const without = labels.filter((label) => label.aside > 0).map(({ label }) => label);
  const named =
    without.length <= 5 ? listed(without) : `${without.slice(0, 4).join(", ")} and ${without.length - 4} more`;
  const { rows, labels: labelled } = taskWords[task];
  return (
    `Set aside: ${rows(aside)} of ${labelled(without.length)} with too few texts that can be parted for ` +
    `${counted(perLabel, "demonstration")} and a test (${named}).`
  );
}

/** What one score is worth, by the statistics of its metric. */
function marginWords(proposal: Proposal): { words: string; margin: number } {
  const { task, testRows, testUnits, entitiesTested, groups } = proposal;
  const { rows } = taskWords[task];
  const units =
    testUnits === testRows
      ? `${task === "classification" ? counted(testRows, "test row") : `${rows(testRows)} to test on`} give`
      : `${task === "classification" ? counted(testRows, "test row") : `${rows(testRows)} to test on`} count as ` +
        `${count(testUnits)} independent ${groups ? "groups" : "texts"}, which give`;
  const sharper = "Differences between solvers on the same rows are somewhat sharper.";
  if (task === "similarity") {
    const at = (r: number) => correlationMargin(testUnits, r).toFixed(2).replace(/^0/, "");
    return {
      margin: correlationMargin(testUnits, 0.5),
      words:
        `${units} each correlation an interval of about ±${at(0)} where it is near 0 and ±${at(0.8)} where it is near .8 ` +
        `(95%). ${sharper}`,
    };
  }
  const n = task === "entities" ? entitiesTested : testUnits;
  const margin = widestMargin(n);
  if (task === "entities") {
    return {
      margin,
      words:
        `${rows(testRows)} to test on hold ${counted(entitiesTested, "entity", "entities")}. If these were independent, each F1 ` +
        `would have an interval of about ${points(margin)} at its widest (95%); entities of one sentence are not, so it is wider.`,
    };
  }
  return {
    margin,
    words: `${units} each score an interval of about ${points(margin)} at its widest (95%). ${sharper}`,
  };
}

/** How much such a study can tell. */
export function learnWords(proposal: Proposal): string[] {
  const { task, problem, testUnits, leastTested, metric, perLabel } = proposal;
  if (problem !== null) return [];
  const { margin, words: first } = marginWords(proposal);
  const words = [first];
  if (task === "classification" && metric === "accuracy") {
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
    words.push(
      task === "similarity"
        ? "Large differences will show; models whose correlations lie closer than that cannot be ranked."
        : "Large differences will show; models that lie within those points of each other cannot be ranked.",
    );
  }
  words.push(...fewWords(proposal, perLabel));
  return words;
}

function fewWords({ task }: Proposal, perLabel: number): string[] {
  const { each, rows } = taskWords[task];
  if (each === "in all") {
    return perLabel < 50
      ? [
          `${rows(perLabel)} ${perLabel === 1 ? "is" : "are"} few for the bundled models, which learn the task from them alone; ` +
            "models that follow instructions need no more.",
        ]
      : [
          "Models that follow instructions are shown all demonstrations in every prompt: ask for about 15 if you add such a model.",
        ];
  }
  if (perLabel >= 5) return [];
  const noun = each === "per level" ? "levels" : "labels";
  return [
    `${counted(perLabel, "demonstration")} ${each} ${perLabel === 1 ? "is" : "are"} few: expect models that solve and ` +
      `write your ${noun} poorly. 20 or more are better.`,
  ];
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
