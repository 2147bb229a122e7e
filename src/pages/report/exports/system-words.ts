/** @file What a file of answers holds, in sentences. */
import { count, counted } from "#charts/format.ts";
import type { SystemSummary } from "#state/exporting.svelte.ts";

/** The most of them that are named. */
const named = 4;

/** How many answers there are, and what will count as unparsed. */
export function systemSentences({ expected, missing, empty, stray }: SystemSummary): string[] {
  const strays = stray.reduce((sum, { count: n }) => sum + n, 0);
  const unparsed = missing + empty + strays;
  const examples = stray
    .slice(0, named)
    .map(
      ({ said, count: n, meant }) => `“${said.slice(0, 40)}” ${count(n)} ×${meant ? ` (is “${meant}” meant?)` : ""}`,
    );
  const more = stray.length > named ? `, and ${counted(stray.length - named, "other")}` : "";
  return [
    `${count(expected - unparsed)} of ${counted(expected, "row")} have an answer that is a label.`,
    ...(missing > 0 ? [`${counted(missing, "row has", "rows have")} no answer and will count as unparsed.`] : []),
    ...(empty > 0 ? [`${counted(empty, "answer is", "answers are")} empty and will count as unparsed.`] : []),
    ...(strays > 0
      ? [
          `${counted(strays, "answer is no label", "answers are no labels")} and will count as unparsed: ${examples.join(", ")}${more}.`,
        ]
      : []),
  ];
}
