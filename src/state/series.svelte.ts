/** @file Series: studies over several datasets, and what their finished arms say together. */
import { InputError } from "#core/words.ts";
import type { SeriesRecord, StudyRecord } from "#storage/schema.ts";
import { deleteEmptySeries, deleteSeries, listSeries, readSeries, renameSeries } from "#storage/series.ts";
import { openDesk } from "#study/desk.ts";
import { beginSeries, readArms } from "#study/series/series.ts";
import type { AcrossResult } from "#study/series/across.ts";
import { type Arm, parseSeries } from "#study/series/series-plan.ts";
import type { Laboratory } from "#study/studies.ts";
import type { Library } from "./library.svelte.ts";
import { messageOf, type Problem } from "./problem.ts";
import type { Queue } from "./queue.svelte.ts";

export type { AcrossResult } from "#study/series/across.ts";
export { type Arm, seriesTitle } from "#study/series/series-plan.ts";
export type { SeriesRecord } from "#storage/schema.ts";

/** A series on screen. */
export interface OpenSeries {
  record: SeriesRecord;
  /** As planned, in order; also those whose studies were deleted. */
  arms: readonly Arm[];
  /** Per way to solve; null while they are computed for the first time, empty before an arm is finished. */
  across: readonly AcrossResult[] | null;
  /** Keys of the arms that `across` rests on. */
  finished: readonly string[];
  /** Whether they are being computed anew. */
  computing: boolean;
}

/** A part of a series and its study; null where that was deleted. */
export interface ArmStudy {
  key: string;
  study: StudyRecord | null;
}

export class SeriesShelf {
  #kept = $state.raw<readonly SeriesRecord[]>([]);
  open = $state.raw<OpenSeries | null>(null);
  problem = $state.raw<Problem | null>(null);

  /** Those of which a study is left, newest first. */
  readonly all: readonly SeriesRecord[] = $derived.by(() =>
    this.#kept.filter((series) => this.armsOf(series).some(({ study }) => study !== null)),
  );

  /** The latest request; what an older one found comes too late. */
  #request = 0;
  /** Which finished studies the latest request rests on. */
  #basis = "";
  #desk: ReturnType<typeof openDesk> | null = null;

  constructor(
    private readonly laboratory: Laboratory,
    private readonly library: Library,
    private readonly queue: Queue,
  ) {}

  /** A browser whose storage is closed has told so already, in the library. */
  async start(): Promise<void> {
    await this.#guard("", () => deleteEmptySeries(this.laboratory.database));
  }

  async read(): Promise<void> {
    this.#kept = await listSeries(this.laboratory.database);
  }

  /** The parts of a series in its order, with their studies. */
  armsOf({ arms }: Pick<SeriesRecord, "arms">): ArmStudy[] {
    return arms.map(({ key, studyId }) => ({
      key,
      study: this.library.studies.find(({ id }) => id === studyId) ?? null,
    }));
  }

  /** The series that a study belongs to. */
  of(studyId: string): SeriesRecord | undefined {
    return this.all.find(({ arms }) => arms.some((arm) => arm.studyId === studyId));
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
    this.#desk?.close(); // what it computes would come too late
    this.#desk = null;
    this.#basis = this.#finishedIn(id);
    try {
      const { database } = this.laboratory;
      const record = await readSeries(database, id);
      const { arms } = parseSeries(record.document);
      if (request !== this.#request) return;
      const before = this.open?.record.id === id ? this.open : null;
      const { across, finished } = before ?? { across: null, finished: [] };
      this.open = { record, arms, across, finished, computing: true };
      const inputs = await readArms(id, database);
      if (request !== this.#request) return;
      const keys = inputs.map(({ key }) => key);
      const found = inputs.length === 0 ? [] : await this.#across(inputs);
      if (request === this.#request) this.open = { record, arms, across: found, finished: keys, computing: false };
    } catch (reason) {
      if (request !== this.#request) return;
      if (!(reason instanceof InputError) || this.open?.record.id !== id) this.open = null;
      else this.open = { ...this.open, computing: false };
      this.problem = { name: id, text: messageOf(reason) };
    }
  }

  /** Computes again where a study of the open series was finished, deleted or brought back. */
  async refresh(id: string): Promise<void> {
    if (this.#finishedIn(id) !== this.#basis) await this.show(id);
  }

  /** Lines up what is left of a series. */
  async resume(id: string): Promise<void> {
    for (const { study } of this.#armsIn(id)) {
      if (study && study.status !== "finished") await this.queue.resume(study.id);
    }
  }

  /** Stops what runs of a series and takes the rest out of the line. */
  async stop(id: string): Promise<void> {
    const studies = this.#armsIn(id).flatMap(({ study }) => study?.id ?? []);
    for (const study of studies) if (this.queue.waiting.includes(study)) await this.queue.leave(study);
    if (studies.some((study) => study === this.queue.running?.id)) this.queue.stop();
  }

  /** Calls a series by this name; an empty one lets its plan name it again. */
  rename(id: string, name: string): Promise<boolean> {
    return this.#guard(id, async () => {
      await renameSeries(this.laboratory.database, id, name.trim() || undefined);
      if (this.open?.record.id === id) {
        this.open = { ...this.open, record: await readSeries(this.laboratory.database, id) };
      }
    });
  }

  /** Takes the bracket away; its studies stay and go on. */
  dissolve(id: string): Promise<boolean> {
    return this.#guard(id, () => deleteSeries(this.laboratory.database, id));
  }

  /** Deletes the studies of a series, each with a way back; with the first that comes back the series does. */
  async remove(id: string): Promise<void> {
    await this.stop(id);
    for (const { key, study } of this.#armsIn(id)) if (study) await this.library.removeStudy(study.id, key);
  }

  async #across(inputs: Awaited<ReturnType<typeof readArms>>): Promise<AcrossResult[]> {
    const desk = (this.#desk = openDesk());
    try {
      return await desk.across(inputs, inputs[0]!.input.plan.seed);
    } finally {
      desk.close();
      if (this.#desk === desk) this.#desk = null;
    }
  }

  #armsIn(id: string): ArmStudy[] {
    const series = this.#kept.find((one) => one.id === id);
    return series ? this.armsOf(series) : [];
  }

  #finishedIn(id: string): string {
    const studies = this.#armsIn(id).flatMap(({ study }) => (study?.status === "finished" ? [study.id] : []));
    return [id, ...studies].join();
  }

  /** Does something to the shelf and reads it again; what goes wrong is told, and false returned. */
  async #guard(name: string, action: () => Promise<void>): Promise<boolean> {
    this.problem = null;
    try {
      await action();
      await this.read();
      return true;
    } catch (reason) {
      this.problem = { name, text: messageOf(reason) };
      return false;
    }
  }
}
