/** @file The blind audit of the open study: rows shown one by one, answers kept as they are given. */
import { StudyJournal } from "#storage/journal.ts";
import { auditLabels, type AuditRow, drawAudit } from "#study/fidelity/audit.ts";
import type { AuditAnswer } from "#study/fidelity/report-input.ts";
import { renewResults, steps } from "#study/rows.ts";
import type { Laboratory } from "#study/studies.ts";
import type { Opened } from "./opened.svelte.ts";
import { messageOf } from "./problem.ts";

interface AuditSet {
  /** The generated set that is audited; null for all of them in equal shares. */
  set: string | null;
  /** How many rows are shown in all. */
  rows: number;
}

export class Audit {
  labels = $state.raw<readonly string[]>([]);
  /** What was chosen to be audited; null before an audit begins. */
  chosen = $state.raw<AuditSet | null>(null);
  answers = $state.raw<readonly AuditAnswer[]>([]);
  rows = $state.raw<readonly AuditRow[]>([]);
  /** The row that is shown. */
  at = $state(0);
  /** The label given to it, before it is guessed where it is from; undefined until then. */
  label = $state.raw<string | null | undefined>(undefined);
  asking = $state(false);
  /** Reading the rows, or computing the report anew. */
  busy = $state(false);
  problem = $state.raw<string | null>(null);

  constructor(
    private readonly opened: Opened,
    private readonly laboratory: Pick<Laboratory, "database">,
  ) {}

  readonly row: AuditRow | undefined = $derived(this.rows[this.at]);
  readonly done: boolean = $derived(this.chosen !== null && this.answers.length >= this.chosen.rows);

  /** The study that is audited, also while another one is opened. */
  #study = "";

  get #journal(): StudyJournal {
    return new StudyJournal(this.laboratory.database, this.#study);
  }

  /** Reads how far an audit came; the open study must be one of the browser's own. */
  async load(): Promise<void> {
    this.#study = this.opened.study!.id;
    await this.#guarded(async () => {
      const journal = this.#journal;
      const [chosen] = ((await journal.blocks(steps.auditSet)).get(0) ?? []) as readonly AuditSet[];
      this.answers = ((await journal.blocks(steps.audit)).get(0) ?? []) as readonly AuditAnswer[];
      this.chosen = chosen ?? null;
    });
  }

  /** Begins with the generated rows of one set, or of all (null). Earlier answers are gone. */
  async begin(set: string | null): Promise<void> {
    await this.#guarded(async () => {
      await this.#draw(set);
      const chosen: AuditSet = { set, rows: this.rows.length };
      await this.#journal.replace(steps.auditSet, [chosen]);
      await this.#journal.replace(steps.audit, []);
      this.chosen = chosen;
      this.answers = [];
      this.#ask();
    });
  }

  /** Goes on with the first row that has no answer. */
  async resume(): Promise<void> {
    await this.#guarded(async () => {
      await this.#draw(this.chosen!.set);
      this.#ask();
    });
  }

  async #draw(set: string | null): Promise<void> {
    const input = await this.opened.rows();
    this.labels = auditLabels(input);
    this.rows = drawAudit(input, set);
  }

  #ask(): void {
    this.at = Math.min(this.answers.length, this.rows.length - 1);
    this.label = this.#unlabelled;
    this.asking = true;
  }

  /** Before the first question on a row: a task without labels asks for none. */
  get #unlabelled(): null | undefined {
    return this.labels.length === 0 ? null : undefined;
  }

  /** Gives the row a label; null where none fits. */
  say(label: string | null): void {
    this.label = label;
  }

  /** Says where the row is from, keeps the answer, and shows the next row; after the last the report takes it in. */
  async guess(guess: "real" | "generated"): Promise<void> {
    const { row, label, at } = this;
    if (!row || label === undefined || this.busy) return;
    const answer = { dataset: row.dataset, instance: row.instance, label, guess };
    this.answers = [...this.answers.slice(0, at), answer, ...this.answers.slice(at + 1)];
    this.label = this.#unlabelled;
    this.at = Math.min(at + 1, this.rows.length - 1);
    const last = at === this.rows.length - 1;
    await this.#guarded(() => this.#journal.replace(steps.audit, this.answers), false);
    if (last) await this.pause();
  }

  /** One question back: from the guess to the label, from the label to the row before. */
  back(): void {
    if (this.label !== this.#unlabelled) this.label = undefined;
    else if (this.at > 0) {
      this.at -= 1;
      this.label = this.answers[this.at]?.label;
    }
  }

  /** Closes the questions; what was answered enters the report. */
  async pause(): Promise<void> {
    if (!this.asking) return;
    this.asking = false;
    this.label = undefined;
    if (this.answers.length > 0) await this.report();
  }

  /** Computes the report with the answers. */
  async report(): Promise<void> {
    const id = this.#study;
    await this.#guarded(async () => {
      await renewResults(id, this.laboratory.database);
      await this.opened.refresh(id);
    });
  }

  async #guarded(action: () => Promise<void>, busy = true): Promise<void> {
    this.problem = null;
    if (busy) this.busy = true;
    try {
      await action();
    } catch (reason) {
      this.problem = messageOf(reason);
    } finally {
      if (busy) this.busy = false;
    }
  }
}
