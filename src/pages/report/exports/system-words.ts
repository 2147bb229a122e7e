/** @file What a file of answers holds, in sentences. */
import { count, counted } from "#charts/format.ts";
import type { DatasetTask } from "#state/importing.svelte.ts";
import type { SystemSummary } from "#state/exporting.svelte.ts";

/** What a system's file holds as a prediction. */
export const predictionForm: Readonly<Record<DatasetTask, string>> = {
  classification: "one of the labels, as written",
  similarity: "a number on the scale of the real scores",
  entities: 'a list of spans such as [[0,5,"PER"]]: first character, the one after the last (UTF-16 units), type',
  answers: "the answer in words",
};

const fitting: Readonly<Record<DatasetTask, readonly [holds: string, one: string, several: string]>> = {
  classification: ["that is a label", "answer is no label", "answers are no labels"],
  similarity: ["that is a number on the scale", "answer is no such number", "answers are no such numbers"],
  entities: ["that is a list of spans", "answer is no such list", "answers are no such lists"],
  answers: ["in words", "answer cannot be read", "answers cannot be read"],
};

/** The most of them that are named. */
const named = 4;

/** How many answers there are, and what will count as unparsed. */
export function systemSentences({ expected, missing, empty, stray }: SystemSummary, task: DatasetTask): string[] {
  const [holds, one, several] = fitting[task];
  const strays = stray.reduce((sum, { count: n }) => sum + n, 0);
  const unparsed = missing + empty + strays;
  const examples = stray
    .slice(0, named)
    .map(
      ({ said, count: n, meant }) => `“${said.slice(0, 40)}” ${count(n)} ×${meant ? ` (is “${meant}” meant?)` : ""}`,
    );
  const more = stray.length > named ? `, and ${counted(stray.length - named, "other")}` : "";
  return [
    `${count(expected - unparsed)} of ${counted(expected, "row")} have an answer ${holds}.`,
    ...(missing > 0 ? [`${counted(missing, "row has", "rows have")} no answer and will count as unparsed.`] : []),
    ...(empty > 0 ? [`${counted(empty, "answer is", "answers are")} empty and will count as unparsed.`] : []),
    ...(strays > 0
      ? [`${counted(strays, one, several)} and will count as unparsed: ${examples.join(", ")}${more}.`]
      : []),
  ];
}
