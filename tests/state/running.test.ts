import { expect, test } from "vitest";
import { type Progress } from "#study/services.ts";
import { remainingMs, type Running, studyRemainingMs, tokensPerSecond, withProgress } from "#state/running.ts";

const nothing: Running = { id: "a", startedAtMs: 0, stopping: false, estimate: null, phases: [] };
const report = (changes: Partial<Progress>): Progress => ({
  phase: "solve",
  done: 0,
  total: 1000,
  tokens: 0,
  elapsedMs: 0,
  ...changes,
});
const last = (reports: Progress[]) => reports.reduce(withProgress, nothing).phases.at(-1)!;

test("what is left follows from the speed so far", () => {
  const progress = last([report({}), report({ done: 250, tokens: 5000, elapsedMs: 10_000 })]);
  expect(remainingMs(progress)).toBe(30_000);
  expect(tokensPerSecond(progress)).toBe(500);
});

test("rows that an earlier run had made do not count as speed", () => {
  const progress = last([
    report({}),
    report({ done: 500, elapsedMs: 100 }),
    report({ done: 600, tokens: 2000, elapsedMs: 10_100 }),
  ]);
  expect(remainingMs(progress)).toBe(40_000);
  expect(tokensPerSecond(progress)).toBe(200);
});

test("too little new work is no ground for an estimate", () => {
  expect(remainingMs(last([report({}), report({ done: 20, tokens: 100, elapsedMs: 900 })]))).toBeNull();
  expect(remainingMs(last([report({ total: 0, elapsedMs: 900 })]))).toBeNull();
});

test("the last report of each phase is kept in order", () => {
  const { phases } = [
    report({ phase: "generate", done: 1 }),
    report({ phase: "generate", done: 2 }),
    report({ phase: "solve", done: 5 }),
  ].reduce(withProgress, nothing);
  expect(phases.map(({ phase, done }) => [phase, done])).toEqual([
    ["generate", 2],
    ["solve", 5],
  ]);
});

test("what is left of the study is this phase at its speed and the others as estimated", () => {
  const range = (ms: number) => ({ low: ms, high: 2 * ms });
  const phasesMs = { adapt: range(0), generate: range(10_000), solve: range(20_000), measure: range(1000) };
  const estimate = { phasesMs } as Running["estimate"];
  const after = (...reports: Progress[]) => studyRemainingMs(reports.reduce(withProgress, { ...nothing, estimate }));
  expect(after(report({ phase: "pilot" }))).toBeNull();
  expect(after(report({ phase: "generate", elapsedMs: 4000 }))).toEqual({ low: 27_000, high: 58_000 });
  const half = [report({ phase: "generate" }), report({ phase: "generate", done: 500, tokens: 1, elapsedMs: 30_000 })];
  expect(after(...half)).toEqual({ low: 24_000 + 21_000, high: 42_000 + 42_000 });
  expect(studyRemainingMs(half.reduce(withProgress, nothing))).toBeNull();
});
