/** @file How long the phases of a run take and what they did. */
import type { Phase } from "#study/work.ts";
import type { Progress } from "#study/services.ts";

const none = (): Record<Phase, number> => ({
  ...{ pilot: 0, adapt: 0, generate: 0, solve: 0 },
  ...{ likelihood: 0, judge: 0, dial: 0, measure: 0 },
});

/** Counts what a phase has done and tells the caller. */
export class PhaseClock {
  readonly timingsMs = none();
  readonly tokens = none();
  #phase: Phase = "pilot";
  #started = performance.now();
  #done = 0;
  #total = 0;

  constructor(private readonly tell: (progress: Progress) => void) {}

  start(phase: Phase, total: number): void {
    this.stop();
    this.#phase = phase;
    this.#started = performance.now();
    this.#done = 0;
    this.#total = total;
    this.#report();
  }

  add(done: number, tokens: number): void {
    this.set(this.#done + done, this.#total, tokens);
  }

  set(done: number, total: number, tokens = 0): void {
    this.#done = done;
    this.#total = total;
    this.tokens[this.#phase] += tokens;
    this.#report();
  }

  stop(): void {
    const now = performance.now();
    this.timingsMs[this.#phase] += now - this.#started;
    this.#started = now;
  }

  #report(): void {
    this.tell({
      phase: this.#phase,
      done: this.#done,
      total: this.#total,
      tokens: this.tokens[this.#phase],
      elapsedMs: performance.now() - this.#started,
    });
  }
}
