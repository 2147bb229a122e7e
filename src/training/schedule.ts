/** @file How the learning rate goes up, stays and comes down. */

export interface Schedule {
  steps: number;
  /** Share of the steps over which the rate rises linearly from 0, default 0.05. */
  warmUp?: number;
  /** Share of the steps after which it begins to fall, default 0.4. */
  flatUntil?: number;
  /** What is left of it at the end, default 0.02. */
  final?: number;
}

/**
 * The factor of the learning rate at a step (0-based): linear warm-up, flat, linear decay to `final` at the last step.
 * Beyond the last step it stays at `final`.
 */
export function rateAt(step: number, { steps, warmUp = 0.05, flatUntil = 0.4, final = 0.02 }: Schedule): number {
  const rise = Math.max(1, Math.round(warmUp * steps));
  if (step < rise) return (step + 1) / rise;
  const fall = Math.max(rise, flatUntil * steps);
  const progress = Math.min(1, Math.max(0, (step - fall) / Math.max(1, steps - 1 - fall)));
  return 1 - (1 - final) * progress;
}
