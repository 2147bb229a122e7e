/** @file What models did and how long they took for it: what estimates learn from. */
import type { Preparation } from "#core/language-model.ts";
import { pilotRows } from "#study/blocks.ts";
import type { BlockDone, BlockKind } from "#study/services.ts";

/** What one model of the plan did of one kind. */
export interface Work {
  /** The plan's model. */
  base: string;
  preparation: Preparation;
  parameters: number | null;
  kind: BlockKind;
  rows: number;
  tokens: number;
  /** The model's time, summed over its blocks; workers compute at the same time. */
  ms: number;
  /** What the rows take as JSON, about what they take in the database. */
  bytes: number;
}

/** Sums up blocks by model and kind; blocks of a pilot's size apart, because small blocks are slow. */
export class WorkLog {
  readonly #whole = new Map<string, Work>();
  readonly #pilots = new Map<string, Work>();

  add({ contestant, kind, rows, tokens, ms }: Parameters<BlockDone>[0]): void {
    const { base, preparation, model } = contestant;
    const sums = rows.length <= pilotRows ? this.#pilots : this.#whole;
    const key = JSON.stringify([base, preparation, kind]);
    const facts = { base, preparation, parameters: model.info.parameters, kind };
    const sum = sums.get(key) ?? { ...facts, rows: 0, tokens: 0, ms: 0, bytes: 0 };
    const bytes = sum.bytes + JSON.stringify(rows).length;
    sums.set(key, { ...sum, rows: sum.rows + rows.length, tokens: sum.tokens + tokens, ms: sum.ms + ms, bytes });
  }

  /** Of blocks larger than a pilot's. */
  get work(): Work[] {
    return [...this.#whole.values()];
  }

  /** Of the pilot's blocks. */
  get pilot(): Work[] {
    return [...this.#pilots.values()];
  }
}
