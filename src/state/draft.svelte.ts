/** @file The plan that is being written: chosen, edited, checked as it is typed. */
import { InputError } from "#core/words.ts";
import type { ColumnRoles } from "#storage/schema.ts";
import { bundledDatasets, bundledPlan, bundledPlans } from "#study/bundled.ts";
import { columnsOf, namedDatasets, parsePlan, type Plan } from "#study/plan.ts";
import { type Arm, isSeries, parseSeries, seriesDatasets } from "#study/series/series-plan.ts";
import { messageOf, type Problem } from "./problem.ts";
import type { Library } from "./library.svelte.ts";

export type DataNeed = { name: string; state: "bundled" | "imported" | "missing" };

export class Draft {
  readonly plans = bundledPlans;
  planFile = $state("");
  planText = $state("");
  problem = $state.raw<Problem | null>(null);
  #chosenText = $state("");

  /** Whether the plan differs from the one that was chosen. */
  readonly edited = $derived(this.planText !== this.#chosenText);

  /** `plan` is that of the first arm; there are several arms where the plan asks for several datasets or settings. */
  readonly parsed: { plan: Plan; arms: readonly Arm[] } | { problem: string } | null = $derived.by(() => {
    if (this.planText.trim() === "") return null;
    try {
      const document: unknown = JSON.parse(this.planText);
      if (!isSeries(document)) return { plan: parsePlan(document), arms: [] };
      const { arms } = parseSeries(document);
      return { plan: arms[0]!.plan, arms };
    } catch (reason) {
      const problem = reason instanceof InputError ? reason.message : `The plan is not JSON: ${messageOf(reason)}.`;
      return { problem };
    }
  });

  readonly needs: readonly DataNeed[] = $derived.by(() => {
    if (!this.parsed || "problem" in this.parsed) return [];
    const { plan, arms } = this.parsed;
    const named = arms.length > 0 ? seriesDatasets(arms) : namedDatasets(plan);
    return named.map((name) => {
      if (Object.hasOwn(this.library.imported, name)) return { name, state: "imported" };
      return { name, state: bundledDatasets.includes(name) ? "bundled" : "missing" };
    });
  });

  readonly ready = $derived(
    this.parsed !== null && "plan" in this.parsed && this.needs.every((need) => need.state !== "missing"),
  );

  constructor(private readonly library: Library) {}

  /** Takes a bundled plan, by its file. */
  async choose(file: string): Promise<void> {
    this.problem = null;
    try {
      this.take(await bundledPlan(file), file);
    } catch (reason) {
      this.problem = { name: file, text: messageOf(reason) };
    }
  }

  /** Takes a plan that was made elsewhere on the page; `file` is empty unless it is a bundled one. */
  take(text: string, file = ""): void {
    this.#chosenText = text;
    this.planText = text;
    this.planFile = file;
  }

  /** Lets the plan read this dataset from these columns. */
  readFrom(name: string, { text, second, label }: Pick<ColumnRoles, "text" | "second" | "label">): void {
    if (!this.parsed || "problem" in this.parsed || this.parsed.arms.length > 0) return;
    const document = JSON.parse(this.planText) as { data: Record<string, object & { name: string }> };
    const used = columnsOf(this.parsed.plan);
    const columns = { text, ...(second && { second }), label };
    for (const [role, source] of Object.entries(document.data)) {
      // What the others leave out they take from the test rows, so it is written down before those change.
      const before = role === "test" ? {} : used;
      document.data[role] = { ...before, ...source, ...(source.name === name && columns) };
    }
    this.planText = JSON.stringify(document, null, 2);
  }

  /** The models that the plan names, also while something else in it is wrong; null where it is no plan at all. */
  readonly models: readonly string[] | null = $derived.by(() => {
    try {
      const { models } = JSON.parse(this.planText) as { models?: unknown };
      return Array.isArray(models) && models.every((model) => typeof model === "string") ? models : null;
    } catch {
      return null;
    }
  });

  /** Writes fields of the plan anew; the others stay as they are. */
  change(fields: Partial<Pick<Plan, "models" | "solve">>): void {
    this.planText = JSON.stringify({ ...(JSON.parse(this.planText) as object), ...fields }, null, 2);
  }

  /** Undoes the changes since the plan was chosen. */
  reset(): void {
    this.planText = this.#chosenText;
  }
}
