/** @file Two finished studies of one plan, laid side by side. */
import type { RunComparison } from "#measures/paired-runs.ts";
import { openDesk } from "#study/desk.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { solvingWays, type WayToSolve } from "#study/plan.ts";
import type { StudyDocument } from "#study/results.ts";
import type { Laboratory } from "#study/studies.ts";
import { planDifferences, type PlanDifference } from "./plan-differences.ts";
import { messageOf } from "./problem.ts";
import { sameRows } from "./same-rows.ts";
import { readDocument, readRows } from "./sources.ts";

export type { Change, DatasetChange, RunComparison } from "#measures/paired-runs.ts";

/** What is known of two runs before their rows are compared. */
export interface Pair {
  ids: readonly [string, string];
  documents: readonly [StudyDocument, StudyDocument];
  differences: readonly PlanDifference[];
  /** The ways to solve that both have. */
  ways: readonly WayToSolve[];
  /** Why the two cannot be laid side by side; null where they can. */
  hindrance: string | null;
}

export interface Compared {
  way: WayToSolve;
  changes: RunComparison;
  /** Whether both runs hold the same texts, labels and answers, row by row. */
  identical: boolean;
}

export class Comparison {
  pair = $state.raw<Pair | null>(null);
  compared = $state.raw<Compared | null>(null);
  problem = $state.raw<string | null>(null);

  /** The latest request; an answer to an older one comes too late. */
  #request = 0;
  #rows: Promise<readonly [ReportInput, ReportInput]> | null = null;

  constructor(private readonly laboratory: Laboratory) {}

  /** Lays two studies side by side, by the first way to solve that both have. */
  async show(first: string, second: string): Promise<void> {
    const request = this.#begin();
    this.pair = null;
    this.#rows = null;
    const { database } = this.laboratory;
    try {
      const documents = await Promise.all([readDocument(first, database), readDocument(second, database)]);
      if (request !== this.#request) return;
      this.pair = pairOf([first, second], documents);
    } catch (reason) {
      if (request === this.#request) this.problem = messageOf(reason);
      return;
    }
    const [way] = this.pair.ways;
    if (this.pair.hindrance === null && way !== undefined) await this.compare(way);
  }

  /** Compares the two by one way to solve. */
  async compare(way: WayToSolve): Promise<void> {
    const { pair } = this;
    if (!pair) return;
    const request = this.#begin();
    const { database } = this.laboratory;
    const desk = openDesk();
    try {
      this.#rows ??= Promise.all([readRows(pair.ids[0], database), readRows(pair.ids[1], database)]);
      const [first, second] = await this.#rows;
      const changes = await desk.compare({ first, second, way });
      if (request === this.#request) this.compared = { way, changes, identical: sameRows(first, second, way) };
    } catch (reason) {
      if (request === this.#request) this.problem = messageOf(reason);
    } finally {
      desk.close();
    }
  }

  #begin(): number {
    this.compared = null;
    this.problem = null;
    return ++this.#request;
  }
}

function pairOf(ids: Pair["ids"], documents: Pair["documents"]): Pair {
  const [first, second] = documents;
  const differences = planDifferences(first.plan, second.plan);
  const others = solvingWays(second.plan);
  const ways = solvingWays(first.plan).filter((way) => others.includes(way));
  return { ids, documents, differences, ways, hindrance: hindranceOf(documents, differences, ways) };
}

function hindranceOf(
  [first, second]: Pair["documents"],
  differences: readonly PlanDifference[],
  ways: readonly WayToSolve[],
): string | null {
  const apart = differences.filter(({ comparable }) => !comparable).map(({ field }) => `"${field}"`);
  if (apart.length > 0) {
    return (
      `These are not runs of one plan: they differ in ${apart.join(", ")}. ` +
      "Runs can be compared that share task, data and metric, and differ in seed, models or settings."
    );
  }
  const hashes = second.manifest.datasets;
  const changed = Object.entries(first.manifest.datasets).find(([name, { hash }]) => hashes[name]?.hash !== hash);
  if (changed) return `"${changed[0]}" held other rows when the second study ran, so the two are not on the same data.`;
  if (ways.length === 0) return "The two were solved in different ways, so no score of one has a partner in the other.";
  return null;
}
