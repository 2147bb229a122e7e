/** @file How a test of this project hands its figures to `npm run bench`. */
import type { TestContext } from "vitest";
import type { Figure } from "#cli/bench/figure.ts";

declare module "vitest" {
  interface TaskMeta {
    figures?: Figure[];
    skipped?: string[];
  }
}

export function report({ task }: TestContext, ...figures: Figure[]): void {
  task.meta.figures = [...(task.meta.figures ?? []), ...figures];
}

/** Says why something was not measured, and goes on. */
export function leaveOut({ task }: TestContext, reason: string): void {
  task.meta.skipped = [...(task.meta.skipped ?? []), reason];
}
