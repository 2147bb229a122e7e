/** @file The data desk's second half: a kept dataset is parted into demonstrations and test. */
import { canonicalJson } from "#core/hash.ts";
import { InputError, type Instance } from "#core/words.ts";
import { readSpans } from "#measures/spans.ts";
import {
  type ColumnRoles,
  type DatasetCard,
  type DatasetRecord,
  type ImportedRow,
  type SelfsameDatabase,
  withDatabase,
} from "#storage/schema.ts";
import { keepDatasets, readDataset } from "#storage/datasets.ts";
import { guessRoles, profileColumns } from "#study/data-roles.ts";
import { columnsOfRoles, stratified, taskNameOf, taskOfRoles, typesIn } from "#study/dataset-task.ts";
import { readInstances, studyData } from "#study/fidelity/data.ts";
import { unitsOf } from "#study/fidelity/units.ts";
import { overlapOf } from "#study/overlap.ts";
import { parsePlan } from "#study/plan.ts";
import { planForOwnRows } from "#study/split-plan.ts";
import { byLabel } from "#tasks/labels.ts";
import type { Task } from "#tasks/task.ts";
import { givenRoles } from "./reading.ts";
import type { DatasetFacts, OverlapFacts, Proposal, SplitRequest } from "./protocol.ts";
import { type Parts, partsByFolds, partsByOwnTest, partsBySplit } from "./parts.ts";
import { partsInAll } from "./parts-in-all.ts";
import { proposedCard } from "./proposed-card.ts";
import { cut, shownRow } from "./shown-row.ts";
import { typeShares } from "./type-shares.ts";

const rowsShown = 5;
const examplesShown = 20;

type Named = SplitRequest & { database: string };

/** A dataset that a proposal wants to have, and whether it is to be written. */
interface Wanted {
  name: string;
  rows: readonly ImportedRow[];
  write: boolean;
}

export class Splitting {
  #record: DatasetRecord | null = null;
  #units: { key: string; units: number[] } | null = null;

  open({ database, name }: { database: string; name: string }): Promise<DatasetFacts> {
    return withDatabase(database, async (opened) => {
      const record = await readDataset(opened, name);
      this.#record = record;
      this.#units = null;
      const columns = profileColumns(record.columns, record.rows);
      const guess = guessRoles(columns, record.rows.length);
      const roles = record.roles ?? givenRoles(guess.roles);
      return {
        name,
        ...record.source,
        rows: record.rows.length,
        columns,
        roles,
        guess,
        card: record.card ?? proposedCard(roles, record.rows),
        preview: record.rows.slice(0, rowsShown).map((row, i) => shownRow(row, record.columns, roles, i + 1)),
      };
    });
  }

  /** Keeps what the user says of the task with the dataset. */
  describe({ database, name, card }: { database: string; name: string; card: DatasetCard }): Promise<undefined> {
    return withDatabase(database, async (opened) => {
      const record = { ...(await readDataset(opened, name)), card };
      await keepDatasets(opened, [record]);
      if (this.#record?.name === name) this.#record = record;
      return undefined;
    });
  }

  propose(request: Named): Promise<Proposal> {
    return withDatabase(request.database, async (opened) => (await this.#prepare(request, opened)).proposal);
  }

  keepSplit(request: Named): Promise<Proposal> {
    return withDatabase(request.database, async (opened) => {
      const { proposal, wanted } = await this.#prepare(request, opened);
      if (proposal.problem !== null) throw new InputError(proposal.problem);
      const { columns, source } = this.#opened();
      const roles = givenRoles(request.roles);
      const parts = wanted.filter(({ write }) => write);
      await keepDatasets(
        opened,
        parts.map(({ name, rows }) => ({
          name,
          columns,
          rows,
          source,
          roles,
          ...(request.card && { card: request.card }),
        })),
      );
      return proposal;
    });
  }

  async #prepare(request: Named, database: SelfsameDatabase): Promise<{ proposal: Proposal; wanted: Wanted[] }> {
    const record = this.#opened();
    const roles = givenRoles(request.roles);
    const task = taskOfRoles(roles);
    const read = (name: string, rows: readonly ImportedRow[], { group, ...own }: ColumnRoles) =>
      readInstances(name, rows, task, { ...columnsOfRoles(own), group });
    const instances = read(record.name, record.rows, roles);
    const other = request.way === "own" && request.test ? await readDataset(database, request.test.name) : null;
    if (other) checkTask(record.name, roles, other.name, request.test!.roles);
    const tested = other && read(other.name, other.rows, request.test!.roles);
    const levels = task.labelsOf(tested ?? instances, tested ?? instances);
    const strata = stratified(instances, task, levels);
    const testedStrata = tested && stratified(tested, task, levels);
    const labelsIn = (row: Instance) =>
      task.name === "entities"
        ? typesIn(row)
        : task.demonstrations === "in all"
          ? []
          : [task.stratumOf(row.target, levels)];
    const overlap = tested && overlapOf(instances, tested, labelsIn);
    const wish = { ...request, task };
    const parts = this.#parts(wish, { instances, strata }, testedStrata, overlap);
    const rowsOf = (indices: readonly number[]) => indices.map((i) => record.rows[i]!);
    const all = (indices: readonly number[]) => indices.length === record.rows.length;
    const ending = { split: "-demonstrations", folds: "-cross-fitting", own: "-demonstrations" }[request.way];
    const asIs =
      request.way !== "split" && all(parts.shown) && canonicalJson(record.roles ?? {}) === canonicalJson(roles);
    const wishes = [
      ...(asIs ? [] : [{ ending, rows: rowsOf(parts.shown) }]),
      ...(request.way === "split" ? [{ ending: "-test", rows: rowsOf(parts.tested) }] : []),
    ];
    const wanted = await freeNames(database, record.name, wishes);
    const shownName = asIs ? record.name : wanted[0]!.name;
    const testName = { split: wanted.at(-1)?.name ?? "", folds: shownName, own: other?.name ?? "" }[request.way];
    const plan = planForOwnRows({
      test: { name: testName, roles: other ? givenRoles(request.test!.roles) : roles, rows: parts.drawn },
      demonstrations: { name: shownName, roles, each: parts.perLabel, folds: parts.folds },
      card: request.card,
      labels: task.demonstrations === "in all" ? levels.length : parts.labels.filter(({ test }) => test > 0).length,
      seed: request.seed,
    });
    const datasets = new Map<string, readonly ImportedRow[]>(wanted.map(({ name, rows }) => [name, rows]));
    if (asIs) datasets.set(record.name, record.rows);
    if (other) datasets.set(other.name, other.rows);
    const labels =
      task.name === "entities" ? typeShares(request.way, parts, instances, tested ?? instances) : parts.labels;
    const shares = task.name === "answers" ? [] : labels;
    const proposal = describe(request, { ...parts, labels: shares }, plan, datasets);
    const units = request.way === "own" ? [] : this.#unitsFor(instances, roles);
    return {
      wanted,
      proposal: {
        ...proposal,
        names: task.name === "answers" ? [] : levels,
        largestUnit: largest(units),
        unitRows: units.length,
        overlap: overlap && tested && overlapFacts(overlap, instances, tested),
        writes: wanted.filter(({ write }) => write).map(({ name }) => name),
      },
    };
  }

  #parts(
    request: Named & { task: Task },
    { instances, strata }: { instances: readonly Instance[]; strata: readonly Instance[] },
    tested: readonly Instance[] | null,
    overlap: ReturnType<typeof overlapOf> | null,
  ): Parts {
    if (request.way === "folds") return partsByFolds(strata, request);
    if (request.way === "split") {
      const units = this.#unitsFor(instances, request.roles);
      const inAll = request.task.demonstrations === "in all";
      return inAll ? partsInAll(instances, units, request) : partsBySplit(strata, units, request);
    }
    if (!tested || !overlap) throw new InputError("Choose the dataset to test on.");
    const shared = request.test!.leaveShared ? new Set(overlap.shared.map(({ shown }) => shown)) : new Set<number>();
    return partsByOwnTest(strata, tested, shared, request);
  }

  #unitsFor(instances: readonly Instance[], { task, text, second, label, group }: ColumnRoles): number[] {
    const key = JSON.stringify([task, text, second, label, group]);
    if (this.#units?.key !== key) this.#units = { key, units: unitsOf(instances) };
    return this.#units!.units;
  }

  #opened(): DatasetRecord {
    if (!this.#record) throw new Error("No dataset is open.");
    return this.#record;
  }
}

/** What tests one task cannot be shown with another. */
function checkTask(shown: string, roles: ColumnRoles, tested: string, other: ColumnRoles): void {
  const [own, its] = [taskNameOf(roles), taskNameOf(other)];
  if (own === its) return;
  throw new InputError(
    `"${shown}" holds rows for the task ${own}, "${tested}" for the task ${its}. Choose a dataset of the same task.`,
  );
}

/** Rows of the largest unit; 0 of none. */
function largest(units: readonly number[]): number {
  const sizes = new Map<number, number>();
  for (const unit of units) sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
  return [...sizes.values()].reduce((most, size) => Math.max(most, size), 0);
}

/** What the study itself makes of the plan: its test rows, its metric, or why it cannot be. */
function describe(
  request: SplitRequest,
  parts: Parts,
  document: object,
  datasets: ReadonlyMap<string, readonly ImportedRow[]>,
): Omit<Proposal, "overlap" | "writes" | "largestUnit" | "unitRows" | "names"> {
  const task = taskOfRoles(request.roles);
  const facts = {
    task: taskNameOf(request.roles),
    way: request.way,
    perLabel: parts.perLabel,
    testable: parts.tested.length,
    shown: parts.shown.length,
    aside: parts.aside,
    labels: parts.labels,
  };
  const nothing = { testRows: 0, testUnits: 0, groups: null, leastTested: 0, entitiesTested: 0, plan: null };
  try {
    if (parts.problem !== null) throw new InputError(parts.problem);
    const { test, labels, demonstrations, metric } = studyData(parsePlan(document), datasets);
    const groups = (rows: readonly Instance[]) => new Set(rows.flatMap(({ group }) => group ?? [])).size;
    const strata = byLabel(stratified(test, task, labels));
    const entities = task.name === "entities" ? test.map(({ target }) => readSpans(target).length) : [];
    return {
      ...facts,
      testRows: test.length,
      testUnits: new Set(unitsOf(test)).size,
      groups: groups(test) > 0 ? { shown: groups(demonstrations.flat()), tested: groups(test) } : null,
      leastTested: Math.min(...[...strata.values()].map((own) => own.length)),
      entitiesTested: entities.reduce((sum, n) => sum + n, 0),
      metric,
      problem: null,
      plan: document,
    };
  } catch (reason) {
    if (!(reason instanceof InputError)) throw reason;
    return { ...facts, ...nothing, metric: task.metrics[0]!, problem: reason.message };
  }
}

/** Names that are free, or that hold these very rows already; all with the same number where the plain ones are taken. */
async function freeNames(
  database: SelfsameDatabase,
  base: string,
  wishes: readonly { ending: string; rows: readonly ImportedRow[] }[],
): Promise<Wanted[]> {
  for (let turn = 1; ; turn++) {
    const wanted = await Promise.all(
      wishes.map(async ({ ending, rows }) => {
        const name = `${base}${turn > 1 ? `-${turn}` : ""}${ending}`;
        const there = await database.datasets.get(name);
        const hidden = there?.deletedAtMs !== undefined; // its deletion can still be taken back
        const same = there !== undefined && !hidden && canonicalJson(there.rows) === canonicalJson(rows);
        return { name, rows, write: there === undefined, free: there === undefined || same };
      }),
    );
    if (wanted.every(({ free }) => free)) return wanted.map(({ name, rows, write }) => ({ name, rows, write }));
  }
}

function overlapFacts(
  { shared, labelsNotShown, labelsNotTested }: ReturnType<typeof overlapOf>,
  shown: readonly Instance[],
  tested: readonly Instance[],
): OverlapFacts {
  const same = shared.filter((pair) => pair.same).length;
  const examples = shared.slice(0, examplesShown).map((pair) => ({
    shown: cut(shown[pair.shown]!.input),
    tested: cut(tested[pair.tested]!.input),
    same: pair.same,
  }));
  return { same, near: shared.length - same, examples, labelsNotShown, labelsNotTested };
}
