/** @file Sums up what models did while they do it. */
import { pilotRows } from "#study/blocks.ts";
import type { BlockDone } from "#study/services.ts";
import type { Work } from "#study/work.ts";

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
