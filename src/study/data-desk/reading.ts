/** @file The data desk's first half: a file is read, reviewed and kept. */
import { InputError } from "#core/words.ts";
import { nearDuplicateClusters } from "#measures/clusters.ts";
import { decodeText, type Encoding } from "#storage/decode.ts";
import { raggedRowProblem, type ReadFile, readFileText } from "#storage/import.ts";
import { type ColumnRoles, type ImportedRow, withDatabase } from "#storage/schema.ts";
import { keepDatasets } from "#storage/datasets.ts";
import { type Choices, chosenRows, type Fault, type FaultKind, type Faults, findFaults } from "#study/data-check.ts";
import { guessRoles, profileColumns } from "#study/data-roles.ts";
import { columnsOfRoles, taskNameOf, taskOfRoles } from "#study/dataset-task.ts";
import { factsOf, labelCounts } from "#study/row-facts.ts";
import type { Example } from "#tasks/task.ts";
import type { FaultExample, FileFacts, Review } from "./protocol.ts";
import { shownRow, shownTexts } from "./shown-row.ts";

const examplesShown = 20;
const rowsShown = 8;
/** Only the roles that are given; an empty name means none. */
export function givenRoles({ task, text, second, label, group, slices = [] }: ColumnRoles): ColumnRoles {
  return {
    ...(task && task !== "classification" && { task }),
    ...{ text, label },
    ...(second && { second }),
    ...(group && { group }),
    ...(slices.length > 0 && { slices }),
  };
}

/** Clusters of the last texts, since choices change more often than texts do. */
function rememberedClusters(): (texts: readonly string[]) => readonly string[] {
  let last: { texts: readonly string[]; clusters: readonly string[] } | null = null;
  return (texts) => {
    const same = last?.texts.length === texts.length && texts.every((text, i) => text === last!.texts[i]);
    if (!same) last = { texts, clusters: nearDuplicateClusters(texts) };
    return last!.clusters;
  };
}

export class FileReading {
  #bytes: Uint8Array | null = null;
  #file: ReadFile | null = null;
  #filename = "";
  readonly #clusters = rememberedClusters();

  read({
    bytes,
    filename,
    encoding,
  }: {
    bytes?: Uint8Array;
    filename: string;
    encoding?: Encoding | undefined;
  }): FileFacts {
    const content = bytes ?? this.#bytes;
    if (!content) throw new Error("There is no file to read again.");
    const decoded = decodeText(content, encoding);
    const file = readFileText(decoded.text, filename);
    this.#bytes = content; // only now: what cannot be read leaves the last reading as it was
    this.#file = file;
    this.#filename = filename;
    const columns = profileColumns(file.columns, file.rows);
    return {
      filename,
      sizeBytes: content.length,
      rows: file.rows.length,
      encoding: decoded.encoding,
      evidence: decoded.evidence,
      unreadable: decoded.unreadable,
      format: file.format,
      delimiter: file.delimiter,
      columns,
      guess: guessRoles(columns, file.rows.length),
    };
  }

  review({ roles, choices }: { roles: ColumnRoles; choices: Choices }): Review {
    const file = this.#open();
    const faults = this.#faults(roles, choices);
    const left = chosenRows(file.rows, roles, faults, choices);
    const instances = left.flatMap((row) => readOrNone(row, roles) ?? []);
    return {
      rows: file.rows.length,
      left: left.length,
      labels: labelCounts(taskNameOf(roles), instances),
      facts: factsOf(taskNameOf(roles), instances),
      preview: file.rows.slice(0, rowsShown).map((row, i) => shownRow(row, file.columns, roles, file.places[i]!)),
      faults: (Object.entries(faults) as [FaultKind, readonly Fault[]][])
        .filter(([, found]) => found.length > 0)
        .map(([kind, found]) => ({
          kind,
          rows: found.length,
          examples: found.slice(0, examplesShown).map((fault) => this.#example(kind, fault, roles)),
        })),
    };
  }

  async keep(request: { database: string; name: string; roles: ColumnRoles; choices: Choices }): Promise<number> {
    const { database, name, choices } = request;
    const roles = givenRoles(request.roles);
    const file = this.#open();
    const rows = chosenRows(file.rows, roles, this.#faults(roles, choices), choices);
    if (rows.length === 0) throw new InputError(this.#nothingLeft(roles));
    const source = { filename: this.#filename, sizeBytes: this.#bytes!.length, importedAtMs: Date.now() };
    const record = { name, columns: file.columns, rows, source, roles };
    await withDatabase(database, (opened) => keepDatasets(opened, [record]));
    return rows.length;
  }

  #open(): ReadFile {
    if (!this.#file) throw new Error("No file is open.");
    return this.#file;
  }

  #faults(roles: ColumnRoles, choices: Choices): Faults {
    const { rows, ragged } = this.#open();
    const found = ragged.map(({ row }) => ({ row }));
    return findFaults(rows, roles, found, choices, this.#clusters);
  }

  #example(kind: FaultKind, { row, other, problem }: Fault, roles: ColumnRoles): FaultExample {
    const file = this.#open();
    const at = (index: number) => ({
      place: file.places[index]!,
      ...shownTexts(file.rows[index]!, roles),
    });
    if (kind === "ragged") {
      const problem = raggedRowProblem(
        file.ragged.find((ragged) => ragged.row === row)!,
        file,
      );
      return { ...at(row), text: problem };
    }
    if (other === undefined) return { ...at(row), ...(problem !== undefined && { problem }) };
    return { ...at(row), other: typeof other === "number" ? at(other) : { label: other } };
  }

  #nothingLeft(roles: ColumnRoles): string {
    const file = this.#open();
    const [ragged] = file.ragged;
    const where = file.format === "json" ? "row" : "line";
    if (ragged) {
      return `${this.#filename}, ${where} ${file.places[ragged.row]}: ${raggedRowProblem(ragged, file)}`;
    }
    const columns = columnsOfRoles(roles);
    const read = file.rows[0] ? taskOfRoles(roles).readRow(file.rows[0], columns) : null;
    if (taskNameOf(roles) !== "classification" && read && "problem" in read) {
      return (
        `No row of ${this.#filename} can be used. In ${where} ${file.places[0]}, column "${read.column}" ${read.problem}. ` +
        "Choose another task, other columns or another file."
      );
    }
    return (
      `No row of ${this.#filename} has both a text in column "${roles.text}" and a label in column "${roles.label}". ` +
      "Choose other columns or another file."
    );
  }
}

/** The row as its task reads it; null where it cannot be read. */
function readOrNone(row: ImportedRow, roles: ColumnRoles): Example | null {
  const read = taskOfRoles(roles).readRow(row, columnsOfRoles(roles));
  return "problem" in read ? null : read;
}
