/** @file What the columns of each task are called, and why one was chosen. */
import { counted } from "#charts/format.ts";
import type { AllRoles, ColumnProfile, DatasetTask, GuessedRoles } from "#state/importing.svelte.ts";

export type Part = "text" | "second" | "label" | "group";

export interface PartWords {
  part: Part;
  label: string;
  /** What stands for no column. */
  empty: string;
  hint: string;
}

const choose = "Choose a column";
const group: PartWords = {
  ...{ part: "group", label: "Group", empty: "None" },
  hint: "Rows that belong together, such as a conversation, a document or a user.",
};

/** The columns that a task reads, in the order of the page. */
export const partsOf: Readonly<Record<DatasetTask, readonly PartWords[]>> = {
  classification: [
    { part: "text", label: "Text", empty: choose, hint: "What models will read and write." },
    { part: "label", label: "Label", empty: choose, hint: "The right answer." },
    group,
  ],
  similarity: [
    { part: "text", label: "First text", empty: choose, hint: "One text of the pair." },
    { part: "second", label: "Second text", empty: choose, hint: "The other one." },
    { part: "label", label: "Score", empty: choose, hint: "A number: the higher, the more alike." },
    group,
  ],
  entities: [
    { part: "text", label: "Text or tokens", empty: choose, hint: "A text, or the list of its tokens." },
    {
      ...{ part: "label", label: "Entities", empty: choose },
      hint: "Spans [start, end, type] of characters or tokens, or one tag a token (B-PER, I-PER, O).",
    },
    group,
  ],
  answers: [
    { part: "text", label: "Question", empty: choose, hint: "What is asked." },
    { part: "second", label: "Context", empty: "None", hint: "What the question is about; it is put before it." },
    { part: "label", label: "Answer", empty: choose, hint: "A few words or a number; a list where several are right." },
    group,
  ],
};

/** What a column is to the task, over its name; empty where it is nothing. */
export function roleName(column: string, roles: Partial<AllRoles>): string {
  const part = partsOf[roles.task ?? "classification"].find(({ part: own }) => roles[own] === column);
  if (part) return part.label.toLowerCase();
  return roles.slices?.includes(column) ? "split by" : "";
}

/** Why the columns do not do; empty where they do. */
export function clash(part: Part, roles: Partial<AllRoles>): string {
  const parts = partsOf[roles.task ?? "classification"].filter(({ part: own }) => own !== "group");
  const at = parts.findIndex(({ part: own }) => own === part);
  const before = parts.slice(0, at).find(({ part: own }) => roles[own] !== "" && roles[own] === roles[part]);
  if (!before) return "";
  const second = parts[at]!.label;
  return `${before.label} and ${second.toLowerCase()} are the same column. Choose two.`;
}

/** Why a column was taken for this part. */
export function roleReason(
  part: Part,
  column: ColumnProfile | undefined,
  guess: GuessedRoles,
  task: DatasetTask,
): string {
  if (!column) return "";
  const { roles, byName } = guess.forTask[task];
  const facts = contentWords(part, column);
  if (roles[part] !== column.name) return `${facts}.`;
  const long = column.content === "text" && part !== "label" && part !== "group";
  const listed = ["tokens", "tags", "spans"].includes(column.content);
  const byValues = listed ? "Guessed by what it holds" : long ? "Guessed: the longest" : "Guessed: values repeat";
  const numbers = column.content === "number" && task === "similarity";
  const why = byName[part] ? "Guessed by its name" : numbers ? "Guessed: the numbers" : byValues;
  return `${why}; ${facts}.`;
}

function contentWords(part: Part, column: ColumnProfile): string {
  if (column.content === "tokens") return "lists of texts";
  if (column.content === "tags") return "one tag a token";
  if (column.content === "spans") return "lists of spans";
  if (column.content === "list") return "lists";
  if (part === "text" || part === "second") {
    const length = counted(Math.round(column.meanLength), "character");
    return `${length} on average, ${counted(column.distinct, "different text")}`;
  }
  const examples = column.examples.map((value) => `“${short(value)}”`).join(", ");
  return `${counted(column.distinct, "different value")}, such as ${examples}`;
}

const short = (text: string) => (text.length > 30 ? `${text.slice(0, 30)}…` : text);

/** How the task of a file was told. */
export const taskReason: Readonly<Record<GuessedRoles["reason"], string>> = {
  tags: "Guessed: there is one tag a token, such as B-PER and O.",
  spans: "Guessed: a column holds spans with a start and an end.",
  pair: "Guessed: there are two texts and a number.",
  question: "Guessed by the names of the columns: a question and an answer.",
  label: "Guessed: there is a text, and a column with its label or none with anything else.",
};
