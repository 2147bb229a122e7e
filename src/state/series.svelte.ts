/** @file Series: studies over several datasets, and what their finished arms say together. */
import { InputError } from "#core/words.ts";
import type { SeriesRecord } from "#storage/schema.ts";
import { deleteSeries, listSeries, readSeries, renameSeries } from "#storage/series.ts";
import { openDesk } from "#study/desk.ts";
import { beginSeries, readArms } from "#study/series/series.ts";
import type { AcrossResult } from "#study/series/across.ts";
import { type Arm, parseSeries } from "#study/series/series-plan.ts";
import type { Laboratory } from "#study/studies.ts";
import type { Library } from "./library.svelte.ts";
import { messageOf, type Problem } from "./problem.ts";
import type { Queue } from "./queue.svelte.ts";

export type { AcrossResult } from "#study/series/across.ts";
export type { SeriesRecord } from "#storage/schema.ts";

/** A series on screen. */
export interface OpenSeries {
  record: SeriesRecord;
  arms: readonly Arm[];
  /** Per way to solve; null while they are computed, empty before an arm is finished. */
  across: readonly AcrossResult[] | null;
  /** Keys of the arms that `across` rests on. */
  finished: readonly string[];
}

export class SeriesShelf {
  all = $state.raw<readonly SeriesRecord[]>([]);
  open = $state.raw<OpenSeries | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** The latest request; what an older one found comes too late. */
  #request = 0;

  constructor(
    private readonly laboratory: Laboratory,
    private readonly library: Library,
    private readonly queue: Queue,
  ) {}

  /** A browser whose storage is closed has told so already, in the library. */
  async start(): Promise<void> {
    await this.read().catch((reason: unknown) => (this.problem = { name: "", text: messageOf(reason) }));
  }

  async read(): Promise<void> {
    this.all = await listSeries(this.laboratory.database);
  }

  /** Begins a series and lines its studies up in order; its id, or null where the plan or its data are wrong. */
  async begin(document: unknown): Promise<string | null> {
    this.problem = null;
    try {
      const series = await beginSeries(document, this.laboratory);
      await Promise.all([this.read(), this.library.readStudies()]);
      for (const { studyId } of series.arms) await this.queue.resume(studyId);
      return series.id;
    } catch (reason) {
      this.problem = { name: "", text: messageOf(reason) };
      return null;
    }
  }

  /** Opens a series and computes what its finished arms say together. */
  async show(id: string): Promise<void> {
    const request = ++this.#request;
    this.problem = null;
    const desk = openDesk();
    try {
      const { database } = this.laboratory;
      const record = await readSeries(database, id);
      const { arms } = parseSeries(record.document);
      if (request !== this.#request) return;
      const before = this.open?.record.id === id ? this.open : null;
      this.open = { record, arms, across: before?.across ?? null, finished: before?.finished ?? [] };
      const inputs = await readArms(id, database);
      const finished = inputs.map(({ key }) => key);
      const across = inputs.length === 0 ? [] : await desk.across(inputs, inputs[0]!.input.plan.seed);
      if (request === this.#request) this.open = { record, arms, across, finished };
    } catch (reason) {
      if (request !== this.#request) return;
      if (!(reason instanceof InputError) || this.open?.record.id !== id) this.open = null;
      this.problem = { name: id, text: messageOf(reason) };
    } finally {
      desk.close();
    }
  }

  /** Lines up what is left of a series. */
  async resume(id: string): Promise<void> {
    const arms = this.all.find((series) => series.id === id)?.arms ?? [];
    for (const { studyId } of arms) {
      const study = this.library.studies.find((one) => one.id === studyId);
      if (study && study.status !== "finished") await this.queue.resume(studyId);
    }
  }

  /** Stops what runs of a series and takes the rest out of the line. */
  async stop(id: string): Promise<void> {
    const arms = this.all.find((series) => series.id === id)?.arms ?? [];
    for (const { studyId } of arms) if (this.queue.waiting.includes(studyId)) await this.queue.leave(studyId);
    if (arms.some(({ studyId }) => studyId === this.queue.running?.id)) this.queue.stop();
  }

  async rename(id: string, name: string): Promise<boolean> {
    await renameSeries(this.laboratory.database, id, name.trim() || undefined);
    await this.read();
    return true;
  }

  /** Takes the bracket away; its studies stay. */
  async dissolve(id: string): Promise<void> {
    await this.stop(id);
    await deleteSeries(this.laboratory.database, id);
    await this.read();
  }
}
