/** @file A kept dataset on its way into a study: how it is parted, and the plan that comes of it. */
import type { ColumnRoles, DatasetCard, DatasetTask } from "#storage/schema.ts";
import { openDataDesk } from "#study/data-desk/client.ts";
import type { DatasetFacts, Proposal, SplitRequest, SplitWay } from "#study/data-desk/protocol.ts";
import type { Lab } from "./lab.svelte.ts";
import { messageOf } from "./problem.ts";

export type { DatasetCard } from "#storage/schema.ts";
export { correlationMargin, widestMargin } from "#study/split-plan.ts";
export type { DatasetFacts, OverlapFacts, Proposal, SplitWay } from "#study/data-desk/protocol.ts";
export type { LabelShare } from "#study/split.ts";

export class Preparing {
  facts = $state.raw<DatasetFacts | null>(null);
  roles = $state.raw<ColumnRoles>({ text: "", label: "" });
  card = $state.raw<DatasetCard>({});
  way = $state.raw<SplitWay>("split");
  /** As the user wants them; undefined: as proposed. */
  perLabel = $state.raw<number | undefined>();
  testRows = $state.raw<number | undefined>();
  folds = $state.raw(5);
  seed = $state.raw(1);
  /** The dataset to test on, for the way `own`. */
  testName = $state.raw("");
  leaveShared = $state.raw(true);
  proposal = $state.raw<Proposal | null>(null);
  busy = $state.raw(true);
  problem = $state.raw<string | null>(null);

  readonly #desk = openDataDesk();
  #turn = 0;

  constructor(
    private readonly lab: Lab,
    readonly name: string,
  ) {}

  readonly task: DatasetTask = $derived(this.roles.task ?? "classification");

  /** Datasets of the same task with known columns that could be tested on. */
  readonly others: readonly string[] = $derived.by(() =>
    Object.entries(this.lab.library.imported)
      .filter(([name, { roles }]) => name !== this.name && roles && (roles.task ?? "classification") === this.task)
      .map(([name]) => name),
  );

  async open(): Promise<void> {
    await this.#work(async (current) => {
      const facts = await this.#desk.run("open", { database: this.lab.laboratory.database.name, name: this.name });
      if (!current()) return;
      this.facts = facts;
      this.roles = facts.roles;
      this.card = facts.card;
      await this.#propose(current);
    });
  }

  /** Changes what is asked for and shows what comes of it. */
  change(
    changes: Partial<
      Pick<Preparing, "roles" | "way" | "perLabel" | "testRows" | "folds" | "seed" | "testName" | "leaveShared">
    >,
  ): Promise<void> {
    Object.assign(this, changes);
    return this.#work((current) => this.#propose(current));
  }

  /** Takes the rows for another task, with the columns that seem right for it. */
  assume(task: DatasetTask): Promise<void> {
    const { roles } = this.facts!.guess.forTask[task];
    return this.change({ roles, perLabel: undefined, testRows: undefined, testName: "" });
  }

  /** Says more of the task, and keeps it with the rows. */
  async describe(changes: DatasetCard): Promise<void> {
    this.card = { ...this.card, ...changes };
    const { name, card } = this;
    try {
      await this.#desk.run("describe", { database: this.lab.laboratory.database.name, name, card });
    } catch (reason) {
      this.problem = messageOf(reason);
    }
  }

  /** Keeps the parts and takes their plan to a new study; whether that worked. */
  async use(): Promise<boolean> {
    let worked = false;
    await this.#work(async () => {
      const { plan, writes } = await this.#desk.run("keepSplit", this.#request());
      await this.lab.library.arrived(writes);
      this.lab.draft.take(JSON.stringify(plan, null, 2));
      worked = true;
    });
    if (worked) this.lab.router.go({ page: "plan" });
    return worked;
  }

  close(): void {
    this.#turn++;
    this.#desk.close();
  }

  async #propose(current: () => boolean): Promise<void> {
    if (this.way === "own" && this.testName === "") {
      this.proposal = null;
      return;
    }
    const proposal = await this.#desk.run("propose", this.#request());
    if (current()) this.proposal = proposal;
  }

  #request(): SplitRequest & { database: string } {
    const { roles, card, way, seed, perLabel, testRows, folds, testName, leaveShared } = this;
    const testRoles = this.lab.library.imported[testName]?.roles;
    const test = testRoles && { name: testName, roles: testRoles, leaveShared };
    return { database: this.lab.laboratory.database.name, roles, card, way, seed, perLabel, testRows, folds, test };
  }

  async #work(action: (current: () => boolean) => Promise<void>): Promise<void> {
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    this.busy = true;
    this.problem = null;
    try {
      await action(current);
    } catch (reason) {
      if (current()) {
        this.proposal = null;
        this.problem = messageOf(reason);
      }
    }
    if (current()) this.busy = false;
  }
}
