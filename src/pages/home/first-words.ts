/** @file The recorded study in plain sentences, each made from its numbers. */
import { count, counted, dateTime, difference, inLine, score } from "#charts/format.ts";
import type { Result, StudyDocument } from "#state/lab.svelte.ts";
import { above, below, type OwnDataRow, sampleSizes, standout } from "./own-data-rows.ts";

/** What was found, as a headline. */
export function headline(rows: readonly OwnDataRow[]): string {
  const told = rows.filter(({ bias }) => bias.low !== null);
  const better = told.filter(({ bias }) => above(bias)).length;
  const worse = told.filter(({ bias }) => below(bias)).length;
  if (told.length === 0) return "Whether models favour their own data cannot be said here";
  const of = `of ${counted(told.length, "model")}`;
  if (better + worse === 0)
    return `None ${of} is told to do better or worse on its own test than its other scores suggest`;
  const parts = [better > 0 && `${count(better)} ${of} did better`, worse > 0 && `${count(worse)} ${of} did worse`];
  const their = better + worse === 1 ? "its" : "their";
  return `${parts.filter((part) => part !== false).join(" and ")} on ${their} own test than ${their} other scores suggest`;
}

/** What was done. */
export function procedure({ plan }: StudyDocument): string {
  const { rows } = plan.data.test;
  return (
    `Each of ${counted(plan.models.length, "small language model")} wrote a test of ` +
    `${counted(plan.generate.perGenerator, "request")} with labels. Then every model took every test, and ` +
    `${rows === undefined ? "the" : count(rows)} reference rows in the place of real data.`
  );
}

/** One row read aloud: what the marks mean. */
export function readAloud(row: OwnDataRow, metric: string): string {
  if (row.own === null || row.expected === null) return "";
  return (
    `${row.label} scores ${score(row.own)} ${metric} on the test it wrote itself. All the other scores lead one to ` +
    `expect ${score(row.expected)}. The distance between the two, ${inLine(row.bias, difference)}, is its bias factor.`
  );
}

/** What remains of the largest bias factor against rivals of the same dialect. */
export function dialectSentence(rows: readonly OwnDataRow[]): string {
  const row = standout(rows);
  const within = row?.sameFamily;
  if (!row || within?.estimate == null) return "";
  const left = within.estimate / row.bias.estimate!;
  const verdict =
    left < 1 / 3
      ? "most of its advantage is a liking for its dialect, not for itself"
      : left < 2 / 3
        ? "about half of its advantage is a liking for its dialect"
        : "little of its advantage comes from its dialect";
  const zero = above(within) || below(within) ? "" : " The interval that remains includes zero.";
  return (
    `Measured against models of its own dialect alone, the ${difference(row.bias.estimate!)} of ${row.label} become ` +
    `${inLine(within, difference)}: ${verdict}.${zero}`
  );
}

/** The picture in words. */
export function pictureSummary(rows: readonly OwnDataRow[], metric: string): string {
  const shown = standout(rows);
  return (
    `${headline(rows)}. One row for each of ${counted(rows.length, "model")}, fewest parameters first: its ${metric} on ` +
    `the test it wrote itself, what its other scores lead one to expect there, its ${metric} on reference rows, and ` +
    `its bias factor with a 95% interval, ${sampleSizes(rows.map(({ bias }) => bias))}. ` +
    (shown ? readAloud(shown, metric) : "")
  ).trim();
}

/** When and on what it was recorded. */
export function recording({ manifest }: StudyDocument): string {
  const { finishedAt, userAgent, workers, device, selfsame } = manifest;
  const browser = userAgent.includes("Headless") ? "a headless browser" : "a browser";
  const on = `${counted(workers, "worker")}${device === "wasm" ? ", no GPU" : ""}`;
  return `Recorded on ${dateTime(Date.parse(finishedAt))}, in ${browser} (${on}), with Selfsame ${selfsame}.`;
}

/** The result that a way to solve gave; the first where there is none of that way. */
export function resultOf(document: StudyDocument, way: Result["solve"]): Result {
  return document.results.find(({ solve }) => solve === way) ?? document.results[0]!;
}
