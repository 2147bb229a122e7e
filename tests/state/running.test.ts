import { expect, test } from "vitest";
import { type Progress } from "#study/services.ts";
import { remainingMs, type Running, tokensPerSecond, withProgress } from "#state/running.ts";

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
