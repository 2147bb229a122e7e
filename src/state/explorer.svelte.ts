/** @file The instances and predictions behind a mark of the report. */
import type { Dataset, Instance, Prediction } from "#core/words.ts";
import { StudyJournal } from "#storage/journal.ts";
import { attemptOf } from "#study/fidelity/asked.ts";
import { type Asking, labelsOfTarget } from "#study/fidelity/answer-check.ts";
import { answeredBy, type AnsweredInstance, askingOf, type Details, detailsOf } from "#study/fidelity/behind.ts";
import type { Attempt } from "#study/fidelity/written.ts";
import { realDataset } from "#study/fidelity/parts.ts";
import type { ReportInput, SolverEntry } from "#study/fidelity/report-input.ts";
import { type Sliced, sliceInstances } from "#study/fidelity/slices.ts";
import type { WayToSolve } from "#study/plan.ts";
import { textsOf } from "#study/texts-of.ts";
import type { Laboratory } from "#study/studies.ts";
import type { TaskName } from "#tasks/task.ts";
import type { Opened } from "./opened.svelte.ts";
import { messageOf } from "./problem.ts";

export type { AnswerCheck } from "#study/fidelity/answer-check.ts";
export type { Asked } from "#study/fidelity/asked.ts";
export type { AnsweredInstance, Details } from "#study/fidelity/behind.ts";
export type { Attempt } from "#study/fidelity/written.ts";

/** What a mark stands for: the answers of one solver to one dataset, or to a part of it. */
export interface Mark {
  dataset: string;
  solver: string;
  /** Only instances of this label, level or type of entity. */
  label?: string;
  /** Only instances of this slice. */
  slice?: Sliced & { name: string };
  /** The mark is a mean over sets and has no rows of its own; `dataset` is one of them. */
  meanOf?: { name: string; sets: number };
}

export const pageSize = 50;

export class Explorer {
  mark = $state.raw<Mark | null>(null);
  way = $state.raw<WayToSolve>("direct");
  rows = $state.raw<ReportInput | null>(null);
  problem = $state.raw<string | null>(null);
  only = $state<"all" | "wrong">("all");
  /** Empty: all labels. */
  label = $state("");
  /** Position of the instance that is read, in `found`. */
  at = $state(0);

  constructor(
    private readonly opened: Opened,
    private readonly laboratory: Pick<Laboratory, "database">,
  ) {}

  /** Opens what stands behind a mark; the rows are read the first time. */
  async open(mark: Mark, way: WayToSolve): Promise<void> {
    this.mark = mark;
    this.way = way;
    this.only = "all";
    this.label = mark.label ?? "";
    this.at = 0;
    this.problem = null;
    this.rows = null;
    try {
      this.rows = await this.opened.rows();
    } catch (reason) {
      this.problem = messageOf(reason);
    }
  }

  close(): void {
    this.mark = null;
  }

  /** Looks at another dataset or solver, without the slice or the mean that the mark stood for. */
  look(change: Partial<Pick<Mark, "dataset" | "solver">>): void {
    if (!this.mark) return;
    this.mark = { dataset: this.mark.dataset, solver: this.mark.solver, ...change };
    this.at = 0;
  }

  filter(change: { only?: "all" | "wrong"; label?: string }): void {
    this.only = change.only ?? this.only;
    this.label = change.label ?? this.label;
    this.at = 0;
  }

  readonly datasets: readonly Dataset[] = $derived.by(() => {
    if (!this.rows) return [];
    const { plan, data, written } = this.rows;
    return [realDataset(plan, data), ...written.map(({ dataset }) => dataset)];
  });

  readonly #asking: Asking | null = $derived(this.rows ? askingOf(this.rows) : null);

  readonly task: TaskName = $derived(this.#asking?.task ?? "classification");

  readonly labels: readonly string[] = $derived(this.rows?.data.labels ?? []);

  readonly solvers: readonly SolverEntry[] = $derived(this.rows?.solvers ?? []);

  readonly #dataset = $derived(this.datasets.find(({ name }) => name === this.mark?.dataset));

  readonly #predictions: readonly Prediction[] = $derived.by(() => {
    const answers = this.rows?.predictions.find(({ way }) => way === this.way)?.rows ?? [];
    return answers.filter(({ dataset }) => dataset === this.mark?.dataset);
  });

  readonly answered: readonly AnsweredInstance[] = $derived.by(() => {
    if (!this.mark || !this.#asking) return [];
    const { solver, slice } = this.mark;
    const dataset = this.#dataset;
    if (!dataset) return [];
    const { labels, datasets } = this;
    const meant = slice ? sliceInstances(slice, slice.name, { labels, datasets, dataset }) : dataset.instances;
    return answeredBy(solver, meant, this.#predictions, this.#asking);
  });

  readonly found: readonly AnsweredInstance[] = $derived(
    this.answered.filter(
      ({ instance, right }) =>
        (this.only === "all" || !right) &&
        (this.label === "" || labelsOfTarget(this.#asking!, instance.target).includes(this.label)),
    ),
  );

  readonly pages: number = $derived(Math.max(1, Math.ceil(this.found.length / pageSize)));
  readonly page: number = $derived(Math.floor(this.at / pageSize));
  readonly onPage: readonly AnsweredInstance[] = $derived(
    this.found.slice(this.page * pageSize, (this.page + 1) * pageSize),
  );

  /** The texts of which an instance consists. */
  textsOf(instance: Instance): readonly string[] {
    return textsOf(this.task, instance.input);
  }

  /** Moves by so many instances, and stays at the ends. */
  step(by: number): void {
    this.at = Math.min(Math.max(0, this.at + by), Math.max(0, this.found.length - 1));
  }

  turn(to: number): void {
    this.at = Math.min(Math.max(0, to), this.pages - 1) * pageSize;
  }

  readonly details: Details | null = $derived.by(() => {
    const current = this.found[this.at];
    if (!this.rows || !current) return null;
    return detailsOf(this.rows, current, { way: this.way, predictions: this.#predictions });
  });

  /** The attempt that became a generated row; null for recorded studies, which hold no attempts. */
  attempt(instance: Instance): Promise<Attempt | null> {
    const { study } = this.opened;
    if (!study || study.recorded) return Promise.resolve(null);
    return attemptOf(new StudyJournal(this.laboratory.database, study.id), instance);
  }
}
