/** @file How well a model of the zoo names the intents of the reference data. */
import type { Runtime } from "#core/runtime.ts";
import { readConfig } from "#models/config.ts";
import { scoreContinuations } from "#models/scoring.ts";
import { intentLabels } from "#zoo/corpora/intents/all.ts";
import { dialects } from "#zoo/corpora/dialects.ts";
import { wordings, type ReferenceRow } from "./reference.ts";
import type { ZooTokenizer } from "./tokenizer.ts";

export interface ModelFile {
  /** `config.json`, parsed. */
  config: Readonly<Record<string, unknown>>;
  /** `onnx/model.onnx` */
  model: Uint8Array;
}

/** The likeliest label of each row: argmax of log p(label | `<|cls|>` text `<|lab|>`), in blocks of 32 rows. */
export async function solve(
  { config, model }: ModelFile,
  rows: readonly { text: string }[],
  { runtime, tokenizer }: { runtime: Runtime; tokenizer: ZooTokenizer },
): Promise<string[]> {
  const session = await runtime.createSession(model);
  const graph = { session, config: readConfig("zoo", config) };
  const { cls, lab } = tokenizer.controls;
  const continuations = intentLabels.map((label) => [tokenizer.labels[label]!]);
  const answers: string[] = [];
  for (let at = 0; at < rows.length; at += 32) {
    const block = rows.slice(at, at + 32).map(({ text }) => ({
      prompt: [cls, ...tokenizer.encodePart({ text }), lab],
      continuations,
    }));
    for (const scores of await scoreContinuations(graph, block))
      answers.push(intentLabels[scores.indexOf(Math.max(...scores))]!);
  }
  await session.release();
  return answers;
}

export type Figures = Readonly<Record<"all" | ReferenceRow["wording"] | ReferenceRow["dialect"], number>>;

/** Share of right answers, of all rows and of each kind of wording and each dialect, in percent. */
export function accuracyFigures(rows: readonly ReferenceRow[], answers: readonly string[]): Figures {
  const right = (kept: (row: ReferenceRow) => boolean): number => {
    const chosen = rows.map((row, i) => ({ row, answer: answers[i] })).filter(({ row }) => kept(row));
    const hits = chosen.filter(({ row, answer }) => row.label === answer).length;
    return Math.round((1000 * hits) / chosen.length) / 10;
  };
  return Object.fromEntries([
    ["all", right(() => true)],
    ...wordings.map((wording) => [wording, right((row) => row.wording === wording)]),
    ...dialects.map((dialect) => [dialect, right((row) => row.dialect === dialect)]),
  ]) as Figures;
}
