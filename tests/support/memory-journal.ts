/** @file A journal in memory, with copies as a database makes them. */
import type { Journal } from "#study/services.ts";

export class MemoryJournal implements Journal {
  readonly steps = new Map<string, Map<number, readonly unknown[]>>();
  writes = 0;

  blocks(step: string): Promise<Map<number, readonly unknown[]>> {
    return Promise.resolve(new Map(this.steps.get(step)));
  }

  write(step: string, block: number, rows: readonly unknown[]): Promise<void> {
    this.writes++;
    const blocks = this.steps.get(step) ?? new Map<number, readonly unknown[]>();
    if (!blocks.has(block)) blocks.set(block, structuredClone(rows));
    this.steps.set(step, blocks);
    return Promise.resolve();
  }
}
