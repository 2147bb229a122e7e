/** @file The words of the lab as types. See README, "Words". */

/** One example of a task. `group` ties instances that must be resampled together (a conversation, a user). */
export interface Instance<Input = string, Target = string> {
  id: string;
  input: Input;
  target: Target;
  group?: string;
  /** What else the user's row says and slices are made of: column → value. */
  columns?: Readonly<Record<string, string>>;
}

/** A named list of instances: real (`generator` is null) or written by a generator. */
export interface Dataset<Input = string, Target = string> {
  name: string;
  generator: string | null;
  /** The generation run's seed; null for real data. */
  seed: number | null;
  instances: readonly Instance<Input, Target>[];
}

/** A solver's answer to one instance. `prediction` is null when the raw answer could not be parsed. */
export interface Prediction {
  dataset: string;
  instance: string;
  solver: string;
  target: string;
  /** What the solver said: its text, or for likelihood solving the label it found likeliest. */
  raw: string;
  prediction: string | null;
  /** 1 right, 0 wrong or unparsed; null where the metric is not a mean of per-instance scores. */
  score: number | null;
  /** Log-probability of each candidate, in the order of the task's labels, where the solver gives them. */
  logProbs?: readonly number[];
}

/** An estimate with its 95% interval and the number of independent units it rests on. */
export interface Measure {
  estimate: number | null;
  low: number | null;
  high: number | null;
  n: number;
  /** Why something is undefined or must not be trusted. */
  reason?: string;
}

/** Scores of every solver on every dataset. `scores[dataset][solver index]`, null where undefined. */
export interface ScoreMatrix {
  metric: string;
  /** The real dataset's name; null where there is none (then only bias factors can be computed). */
  real: string | null;
  solvers: readonly string[];
  datasets: Readonly<Record<string, readonly (number | null)[]>>;
  /** dataset → the solver that wrote it. */
  generators: Readonly<Record<string, string>>;
}

/** A mistake in what the user brought: says where, what was expected and what to do. */
export class InputError extends Error {
  override name = "InputError";
}
