/** @file How many rows the plan that is being written needs, computed beside the page. */
import type { StudyRecord } from "#storage/schema.ts";
import { openDesk } from "#study/desk.ts";
import { type Plan, taskOfPlan } from "#study/plan.ts";
import type { PowerReport } from "#study/power.ts";
import type { Laboratory } from "#study/studies.ts";
import type { Library } from "./library.svelte.ts";
import { messageOf } from "./problem.ts";
import { planOf } from "./reading.ts";
import { readRows } from "./sources.ts";

export type { PowerReport } from "#study/power.ts";

export class Power {
  /** What the plan can show, or why that cannot be said; null before the first answer. */
  report = $state.raw<PowerReport | string | null>(null);
  /** The finished study that served as a pilot. */
  pilot = $state.raw<StudyRecord | null>(null);
  busy = $state.raw(false);
  problem = $state.raw<string | null>(null);
  #desk: ReturnType<typeof openDesk> | null = null;

  constructor(
    private readonly laboratory: Pick<Laboratory, "database">,
    private readonly library: Pick<Library, "studies">,
  ) {}

  /** Computes it for a plan; an earlier request is dropped. */
  async ask(plan: Plan): Promise<void> {
    this.close();
    const desk = (this.#desk = openDesk());
    const current = () => this.#desk === desk;
    this.busy = true;
    this.problem = null;
    try {
      const pilot = this.#pilotOf(plan);
      const rows = pilot ? await readRows(pilot.id, this.laboratory.database) : null;
      if (!current()) return;
      const report = await desk.power({ plan, pilot: rows });
      if (!current()) return;
      this.report = report;
      this.pilot = pilot;
    } catch (reason) {
      if (current()) this.problem = messageOf(reason);
    } finally {
      if (current()) this.close();
    }
  }

  /** Ends what is being computed. */
  close(): void {
    this.#desk?.close();
    this.#desk = null;
    this.busy = false;
  }

  /** The latest finished study of the same task, one on the same data before others. */
  #pilotOf(plan: Plan): StudyRecord | null {
    const { name } = taskOfPlan(plan);
    const alike = this.library.studies
      .flatMap((study) => {
        const own = study.status === "finished" && study.deletedAtMs === undefined ? planOf(study) : null;
        return own && taskOfPlan(own).name === name
          ? [{ study, same: own.data.test.name === plan.data.test.name }]
          : [];
      })
      .sort((a, b) => Number(b.same) - Number(a.same) || b.study.createdAtMs - a.study.createdAtMs);
    return alike[0]?.study ?? null;
  }
}
