/** @file A study from elsewhere, kept as if it had been finished here. */
import type { Prediction } from "#core/words.ts";
import { type BlockRecord, type SelfsameDatabase, stored, type StudyRecord } from "#storage/schema.ts";
import { listStudies } from "#storage/studies.ts";
import { type Difference, differences } from "#study/differences.ts";
import { report } from "#study/fidelity/report.ts";
import { writingStep } from "#study/fidelity/written.ts";
import { grouped } from "#study/grouped.ts";
import { furtherRows, type KeptInput, steps } from "#study/rows.ts";
import type { WholeStudy } from "#study/study-file.ts";

export interface KeptStudy {
  id: string;
  name: string;
  /** Where the results that it came with do not follow from its rows. */
  differences: readonly Difference[];
}

/**
 * Computes a study's results from its rows and keeps both under a new id: the whole of it or nothing. A study of the same
 * plan that is there already stays as it is; the new one is called a copy.
 */
export async function keepStudy(study: WholeStudy, database: SelfsameDatabase): Promise<KeptStudy> {
  const { record, blocks, ...kept } = await arrivedStudy(study, database);
  await stored(() =>
    database.transaction("rw", database.studies, database.blocks, async () => {
      await database.studies.add(record);
      await database.blocks.bulkAdd(blocks);
    }),
  );
  return kept;
}

/** What is to be stored of a study from elsewhere, with its results computed from its rows. */
export async function arrivedStudy(
  study: WholeStudy,
  database: SelfsameDatabase,
): Promise<KeptStudy & { record: StudyRecord; blocks: BlockRecord[] }> {
  const results = report(study.input);
  const id = crypto.randomUUID();
  const name = await freeName(study, database);
  const { plan, planHash, document } = study;
  const blocks = [...journalOf(study), [steps.results, results] as const].map(([step, rows]): BlockRecord => ({
    studyId: id,
    step,
    block: 0,
    rows,
  }));
  const record: StudyRecord = {
    ...{ id, name, plan, planHash, manifest: document.manifest },
    ...{ status: "finished", createdAtMs: Date.now() },
  };
  return { id, name, differences: differences(document.results, results), record, blocks };
}

async function freeName({ name, planHash }: WholeStudy, database: SelfsameDatabase): Promise<string> {
  const studies = await listStudies(database);
  if (!studies.some((study) => study.planHash === planHash || study.name === name)) return name;
  const taken = new Set(studies.map((study) => study.name));
  for (let count = 1; ; count++) {
    const copy = `${name} (copy${count > 1 ? ` ${count}` : ""})`;
    if (!taken.has(copy)) return copy;
  }
}

/** The rows by the steps of the journal from which `readReportInput` reads them. */
function journalOf({ input, attempts, auditSet }: WholeStudy): (readonly [step: string, rows: readonly unknown[]])[] {
  const { data, written, predictions, audit = [], solvers } = input;
  const outside = new Set(solvers.filter(({ preparation }) => preparation === "outside").map(({ name }) => name));
  const classical = new Set(solvers.filter(({ base }) => base === null).map(({ name }) => name));
  const stepOf = ({ solver, dataset }: Prediction, way: string) => {
    if (outside.has(solver)) return steps.outside + solver;
    return classical.has(solver) ? "solve/classical" : `solve/${way}/${dataset}/${solver}`;
  };
  const [first, ...others] = predictions;
  const modelsAlone = ({ solver }: Prediction) => !classical.has(solver); // the others answer every way alike
  const answers = [
    ...grouped(first?.rows ?? [], (row) => stepOf(row, first!.way)),
    ...others.flatMap(({ way, rows }) => [...grouped(rows.filter(modelsAlone), (row) => stepOf(row, way))]),
  ];
  const own = solvers.filter(({ name }) => !outside.has(name));
  const kept: KeptInput = { data, written, solvers: own, ...furtherRows(input) };
  return [
    [steps.input, [kept]],
    ...answers,
    ...[...grouped(attempts, writingStep)].map(
      ([step, rows]) =>
        [step, rows.map(({ generator: _generator, run: _run, fold: _fold, ...attempt }) => attempt)] as const,
    ),
    ...(audit.length > 0 ? [[steps.audit, audit] as const] : []),
    ...(auditSet.length > 0 ? [[steps.auditSet, auditSet] as const] : []),
  ];
}
