/** @file A file that the user brings: read, mapped, checked and kept. Its rows stay with the data desk. */
import { InputError } from "#core/words.ts";
import type { Encoding } from "#storage/decode.ts";
import type { ColumnRoles, DatasetTask } from "#storage/schema.ts";
import type { Choice, Choices, FaultKind } from "#study/data-check.ts";
import { openDataDesk } from "#study/data-desk/client.ts";
import type { FileFacts, Review } from "#study/data-desk/protocol.ts";
import type { Laboratory } from "#study/studies.ts";
import type { Library } from "./library.svelte.ts";
import { messageOf, type Problem } from "./problem.ts";

export { encodings, type Encoding } from "#storage/decode.ts";
export { type Choice, choicesFor, type Choices, chosen, type FaultKind } from "#study/data-check.ts";
export type { FaultSummary, FileFacts, Review, ShownRow } from "#study/data-desk/protocol.ts";
export type { AllRoles, ColumnProfile, GuessedRoles, TaskGuess } from "#study/data-roles.ts";
export type { RowFacts } from "#study/row-facts.ts";
export type { DatasetTask } from "#storage/schema.ts";

/** A file, or text that was pasted. */
export type Source = File | { pasted: string };

/** What came of a file that was taken as a plan asks for it. */
export interface Taken {
  name: string;
  rows: number;
  review: Review;
}

const pastedName = "The pasted text";

async function bytesOf(source: Source): Promise<{ bytes: Uint8Array; filename: string }> {
  if ("pasted" in source) return { bytes: new TextEncoder().encode(source.pasted), filename: pastedName };
  try {
    return { bytes: new Uint8Array(await source.arrayBuffer()), filename: source.name };
  } catch (cause) {
    throw new InputError(`${source.name} could not be read. If it is a folder, choose the file in it.`, { cause });
  }
}

/** A file's name without its folder and ending, as a name for its rows. */
function nameFrom(filename: string): string {
  if (filename === pastedName) return "pasted-rows";
  return (
    filename
      .replace(/^.*[\\/]/, "")
      .replace(/\.(csv|tsv|tab|txt|json|jsonl|ndjson|conll|iob2?|bioe?s?|bilou|ner)$/i, "") || "rows"
  );
}

const noRoles: Required<ColumnRoles> = {
  ...{ task: "classification", text: "", second: "", label: "", group: "", slices: [] },
};

/** Whether every column that the task reads is chosen, and no column twice. */
function mapsAll({ task, text, second, label }: Required<ColumnRoles>): boolean {
  const read = [text, label, ...(second !== "" || task === "similarity" ? [second] : [])];
  return !read.includes("") && new Set(read).size === read.length;
}

export class Importing {
  facts = $state.raw<FileFacts | null>(null);
  pasted = $state(false);
  roles = $state.raw<Required<ColumnRoles>>(noRoles);
  choices = $state.raw<Choices>({});
  review = $state.raw<Review | null>(null);
  /** What the rows will be called. */
  name = $state("");
  busy = $state<"reading" | "checking" | "keeping" | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** What the problem came of, where it is one of the file on screen. */
  failed = $state<Importing["busy"]>(null);
  /** The last file that was taken for a plan. */
  taken = $state.raw<Taken | null>(null);

  readonly mapped = $derived(mapsAll(this.roles));
  readonly nameTaken = $derived.by(() => Object.hasOwn(this.library.imported, this.name.trim()));

  #desk: ReturnType<typeof openDataDesk> | null = null;
  #turn = 0;

  constructor(
    private readonly laboratory: Laboratory,
    private readonly library: Library,
  ) {}

  /** Reads a file and shows what it seems to hold. What was shown before is put away. */
  bring(source: Source): Promise<void> {
    this.cancel();
    return this.#work("reading", async (desk, current) => {
      const { bytes, filename } = await bytesOf(source);
      const facts = await desk.run("read", { bytes, filename }, { transfer: [bytes.buffer] });
      if (!current()) return;
      this.pasted = "pasted" in source;
      this.name = nameFrom(filename);
      await this.#show(facts, desk, current);
    });
  }

  /** Reads the same bytes in another encoding. */
  decodeAs(encoding: Encoding): Promise<void> {
    return this.#work("reading", async (desk, current) => {
      const facts = await desk.run("read", { filename: this.facts!.filename, encoding });
      if (current()) await this.#show(facts, desk, current);
    });
  }

  assign(change: Partial<ColumnRoles>): Promise<void> {
    this.roles = { ...this.roles, ...change };
    return this.#check();
  }

  /** Takes the rows for another task, with the columns that seem right for it. */
  assume(task: DatasetTask): Promise<void> {
    if (this.facts) this.roles = this.facts.guess.forTask[task].roles;
    this.choices = {};
    return this.#check();
  }

  decide(kind: FaultKind, choice: Choice): Promise<void> {
    this.choices = { ...this.choices, [kind]: choice };
    return this.#check();
  }

  /** Keeps what is left of the rows; the name they have now, or null where that did not work. */
  async keep(): Promise<string | null> {
    const name = this.name.trim();
    let kept = false;
    await this.#work("keeping", async (desk) => {
      const { roles, choices } = this;
      if (name === "") throw new InputError("The rows need a name: plans call for them by that. Type one.");
      await desk.run("keep", { database: this.laboratory.database.name, name, roles, choices });
      await this.library.arrived([name]);
      kept = true;
    });
    if (!kept) return null;
    this.cancel();
    return name;
  }

  /**
   * Takes a file as a plan asks for it, without a look at it first: the plan's columns where the file has them, else
   * those that seem right. Whether that worked.
   */
  async take(name: string, wanted: ColumnRoles, source: Source): Promise<boolean> {
    this.problem = null;
    this.taken = null;
    const desk = openDataDesk();
    try {
      const { bytes, filename } = await bytesOf(source);
      const { columns, guess } = await desk.run("read", { bytes, filename }, { transfer: [bytes.buffer] });
      const names = columns.map((column) => column.name);
      const task = wanted.task ?? "classification";
      const needed = [wanted.text, ...(task === "similarity" ? [wanted.second ?? ""] : []), wanted.label];
      const given = (column: string | undefined) => (column !== undefined && names.includes(column) ? column : "");
      const fits = needed.every((column) => names.includes(column));
      const roles = fits
        ? { ...noRoles, ...wanted, second: given(wanted.second), group: given(wanted.group) }
        : guess.forTask[task].roles;
      if (!mapsAll(roles)) {
        const quoted = needed.map((column) => `“${column}”`).join(" and ");
        throw new InputError(`${filename} has no columns ${quoted}; its columns are ${names.join(", ")}.`);
      }
      const database = this.laboratory.database.name;
      const rows = await desk.run("keep", { database, name, roles, choices: {} });
      this.taken = { name, rows, review: await desk.run("review", { roles, choices: {} }) };
      await this.library.arrived([name]);
      return true;
    } catch (reason) {
      this.problem = { name, text: messageOf(reason) };
      return false;
    } finally {
      desk.close();
    }
  }

  /** Puts the file away; nothing of it was kept. */
  cancel(): void {
    this.#turn++;
    this.#desk?.close();
    this.#desk = null;
    this.facts = null;
    this.review = null;
    this.choices = {};
    this.roles = noRoles;
    this.busy = null;
    this.problem = null;
  }

  async #show(facts: FileFacts, desk: ReturnType<typeof openDataDesk>, current: () => boolean): Promise<void> {
    const same =
      this.facts &&
      String(this.facts.columns.map(({ name }) => name)) === String(facts.columns.map(({ name }) => name));
    if (!same) this.roles = facts.guess.roles;
    const review = await this.#reviewed(desk);
    if (!current()) return;
    this.facts = facts;
    this.review = review;
  }

  #check(): Promise<void> {
    return this.#work("checking", async (desk, current) => {
      const review = await this.#reviewed(desk);
      if (current()) this.review = review;
    });
  }

  async #reviewed(desk: ReturnType<typeof openDataDesk>): Promise<Review | null> {
    return this.mapped ? desk.run("review", { roles: this.roles, choices: this.choices }) : null;
  }

  /** Does one thing at the desk; a later one makes its outcome void. */
  async #work(
    busy: NonNullable<Importing["busy"]>,
    action: (desk: ReturnType<typeof openDataDesk>, current: () => boolean) => Promise<void>,
  ): Promise<void> {
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    this.busy = busy;
    this.problem = null;
    try {
      await action((this.#desk ??= openDataDesk()), current);
    } catch (reason) {
      if (!current()) return;
      this.problem = { name: "", text: messageOf(reason) };
      this.failed = busy;
      if (this.facts) this.facts = { ...this.facts }; // the select of encodings goes back to what holds
    } finally {
      if (current()) this.busy = null;
    }
  }
}
