/** @file The shape of a study file: what a stranger's file must look like before anything of it is used. */
import * as v from "valibot";
import { metrics } from "#study/plan.ts";

const text = v.string();
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Values by name. Valibot's own record loses what is called "constructor" or "__proto__", as a column may be. */
const record = <Value extends v.GenericSchema>(value: Value) =>
  v.pipe(
    v.custom<object>((found) => typeof found === "object" && found !== null && !Array.isArray(found), "Object"),
    v.transform((found): [string, unknown][] => Object.entries(found)),
    v.array(v.tuple([text, value])),
    v.transform((entries) => Object.fromEntries(entries) as Record<string, v.InferOutput<Value>>),
  );

const instance = v.looseObject({
  id: text,
  input: text,
  target: text,
  group: v.optional(text),
  columns: v.optional(record(text)),
});

const prediction = v.looseObject({
  dataset: text,
  instance: text,
  solver: text,
  target: text,
  raw: text,
  prediction: v.nullable(text),
  score: v.nullable(v.number()),
  /** JSON has no −∞ and writes null. */
  logProbs: v.optional(
    v.array(
      v.pipe(
        v.nullable(v.number()),
        v.transform((logProb) => logProb ?? -Infinity),
      ),
    ),
  ),
});

const solver = v.looseObject({
  name: v.pipe(text, v.minLength(1)),
  base: v.nullable(text),
  preparation: v.picklist(["zero-shot", "few-shot", "adapted", "fitted", "outside"]),
  parameters: v.nullable(v.number()),
  family: v.nullable(text),
  draw: v.nullable(count),
  perLabel: v.nullable(count),
  generates: v.boolean(),
});

const written = v.looseObject({
  dataset: v.looseObject({ name: text, generator: text, seed: count, instances: v.array(instance) }),
  attempts: count,
  rejected: record(count),
});

const auditAnswer = v.object({
  dataset: text,
  instance: text,
  label: v.nullable(text),
  guess: v.nullable(v.picklist(["real", "generated"])),
});

const dialRun = v.looseObject({
  key: v.pipe(text, v.minLength(1)),
  solver: text,
  arm: v.picklist(["generator", "placebo"]),
  dose: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  seed: count,
  sources: record(count),
  characters: count,
  tokens: v.nullable(count),
  answers: v.array(v.array(v.nullable(text))),
});

const dial = v.looseObject({
  dial: v.looseObject({
    ...{ solvers: v.array(text), generator: text, other: text, placebo: text },
    ...{ doses: v.array(v.number()), seeds: count, rows: count },
  }),
  rows: count,
  sets: v.pipe(
    v.array(v.looseObject({ name: text, generator: v.nullable(text), instances: v.array(text) })),
    v.minLength(1),
  ),
  runs: v.pipe(v.array(dialRun), v.minLength(1)),
});

const scoredTexts = v.object({ model: text, dataset: text, logProbs: v.array(v.nullable(v.number())) });

const judgedText = v.object({ author: v.nullable(text), instance: text, length: count });

const verdict = v.object({
  judge: text,
  pair: text,
  cluster: v.optional(text),
  label: text,
  first: judgedText,
  second: judgedText,
  choice: v.nullable(v.picklist(["first", "second", "tie"])),
  pFirst: v.optional(v.number()),
  orderFree: v.optional(v.literal(true)),
  bitsPerByte: v.optional(v.tuple([v.number(), v.number()])),
  raw: v.optional(text),
});

const judging = v.object({
  verdicts: v.array(verdict),
  short: v.array(v.object({ judge: text, drawn: count, asked: count })),
});

const input = v.looseObject({
  data: v.looseObject({
    labels: v.array(text),
    metric: v.picklist(metrics),
    test: v.pipe(v.array(instance), v.minLength(1)),
    demonstrations: v.array(v.array(instance)),
    folds: v.optional(v.array(count)),
    training: v.array(instance),
    notes: v.array(text),
  }),
  solvers: v.pipe(v.array(solver), v.minLength(1)),
  written: v.array(written),
  predictions: v.array(v.object({ way: v.picklist(["direct", "generative", "answer"]), rows: v.array(prediction) })),
  dial: v.optional(dial),
  likelihood: v.optional(v.array(scoredTexts)),
  judging: v.optional(judging),
  audit: v.optional(v.array(auditAnswer), []),
});

const manifest = v.looseObject({
  selfsame: text,
  runtime: text,
  device: text,
  threads: v.number(),
  workers: v.number(),
  userAgent: text,
  blockRows: v.number(),
  seed: v.number(),
  models: record(v.looseObject({ hash: text, dtype: text, parameters: v.nullable(v.number()) })),
  datasets: record(v.looseObject({ hash: text, rows: v.number() })),
  timingsMs: record(v.number()),
  tokens: record(v.number()),
  startedAt: v.pipe(text, v.isoTimestamp()),
  finishedAt: v.pipe(text, v.isoTimestamp()),
});

const attempt = v.looseObject({
  generator: text,
  run: count,
  fold: v.optional(count),
  label: text,
  attempt: count,
  text,
});

/** All but the plan, which has its own reader, and the results, which are computed anew. */
export const studyFileSchema = v.looseObject({
  name: text,
  planHash: text,
  manifest,
  results: v.array(v.unknown()),
  input,
  attempts: v.array(attempt),
  auditSet: v.optional(v.array(v.unknown()), []),
});
