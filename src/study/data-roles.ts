/** @file Which column of the user's rows means what, guessed from names and contents. */
import type { ColumnRoles, DatasetTask } from "#storage/schema.ts";
import { cell } from "#tasks/cell.ts";
import type { Row } from "#tasks/task.ts";
import { type ColumnContent, contentOf } from "./column-content.ts";
import { guessPair } from "./pair-columns.ts";

/** What one column holds. */
export interface ColumnProfile {
  name: string;
  content: ColumnContent;
  /** Share of rows with a value, 0 to 1. */
  filled: number;
  /** Different values. */
  distinct: number;
  /** Characters in a value, on average over the filled ones; 0 where none is. */
  meanLength: number;
  /** Up to three different values, as they stand in the file. */
  examples: readonly string[];
}

/** The profile of each column over all rows; to all but `content`, lists, objects and null count as no value. */
export function profileColumns(columns: readonly string[], rows: readonly Row[]): ColumnProfile[] {
  return columns.map((name) => {
    const values = new Set<string>();
    let filled = 0;
    let characters = 0;
    for (const row of rows) {
      const value = cell(row, name);
      if (!value) continue;
      filled++;
      characters += value.length;
      values.add(value);
    }
    return {
      name,
      content: contentOf(rows, name),
      filled: rows.length === 0 ? 0 : filled / rows.length,
      distinct: values.size,
      meanLength: filled === 0 ? 0 : characters / filled,
      examples: [...values].slice(0, 3),
    };
  });
}

/** Names that people give such columns; the first are the surest. */
const usualNames = {
  text: ["text", "utterance", "sentence", "query", "message", "question", "input", "prompt", "comment", "review"],
  label: ["label", "intent", "category", "class", "target", "topic", "tag", "sentiment", "labels", "output", "answer"],
  group: ["conversation", "dialog", "session", "thread", "chat", "ticket", "user", "customer", "author", "speaker"],
} as const;
const lateTextNames = ["body", "content", "description", "document", "transcript", "title", "subject"];
const textNames = [...usualNames.text, ...lateTextNames];
/** Names that say that a column holds labels, and nothing else. */
const labelNames = ["label", "intent", "category", "class", "topic", "sentiment"];
const pairNames = ["sentence1", "sentence2", "sentence", "text1", "text2", "first", "second", "question1", "question2"];
const scoreNames = ["score", "similarity", "relatedness", "rating", "gold", "label", "duplicate"];
const tokenNames = ["tokens", "words"];
const entityNames = ["tags", "entities", "spans", "ner", "label", "slots"];
const questionNames = ["question", "problem", "query"];
const answerNames = ["final", "answer", "solution", "target"];
const contextNames = ["context", "body", "passage", "background", "paragraph", "document"];

/** Values of a column that most often only tells one file's part from another. */
const bookkeeping = /^(split|fold|set|subset|index|idx|id|column \d+|unnamed.*)$/i;

/** Every role, empty where no column has it. */
export type AllRoles = Required<ColumnRoles>;

/** The roles of one task, as guessed. */
export interface TaskGuess {
  /** `text`, `second` or `label` is empty where no column will do. */
  roles: AllRoles;
  /** Whether a name gave the role away; else its values did. */
  byName: Readonly<Record<"text" | "second" | "label" | "group", boolean>>;
}

export interface GuessedRoles extends TaskGuess {
  /** What gave the task away. */
  reason: "tags" | "spans" | "pair" | "question" | "label";
  forTask: Readonly<Record<DatasetTask, TaskGuess>>;
}

const wordsOfName = (name: string) =>
  name
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u);

/** How well a column's name says what it is: 1 for a usual name alone, less for one word among others, 0 for none. */
function nameScore(name: string, usual: readonly string[]): number {
  const words = wordsOfName(name);
  const place = usual.findIndex((candidate) => words.some((word) => word === candidate || word === `${candidate}s`));
  if (place < 0) return 0;
  return (words.length === 1 ? 1 : 0.7) - place / 100;
}

const best = (columns: readonly ColumnProfile[], score: (column: ColumnProfile) => number) =>
  columns
    .map((column) => ({ column, score: score(column) }))
    .reduce<{ column: ColumnProfile; score: number } | null>(
      (top, next) => (next.score > (top?.score ?? 0) ? next : top),
      null,
    )?.column;

/** The most telling of columns that are meant by such a name. */
const named = (columns: readonly ColumnProfile[], usual: readonly string[]) =>
  best(columns, (column) => nameScore(column.name, usual));

type Parts = Record<"text" | "second" | "label", ColumnProfile | undefined>;

/** A text is by name, else the longest values of which most differ; a label by name, else the shortest repeated values. */
function classificationParts(filled: readonly ColumnProfile[], rows: number): Parts {
  const repeats = (column: ColumnProfile) => column.distinct <= Math.max(2, 0.5 * rows * column.filled);
  const textScore = (column: ColumnProfile) =>
    2 * nameScore(column.name, textNames) + Math.min(1, column.meanLength / 200) * (column.distinct > 1 ? 1 : 0.1);
  const text = best(filled, textScore);
  const others = filled.filter((column) => column !== text);
  const labelScore = (column: ColumnProfile) => {
    const score = nameScore(column.name, usualNames.label);
    if (score > 0) return 2 + score + (repeats(column) ? 1 : 0);
    if (!repeats(column) || bookkeeping.test(column.name))
      return nameScore(column.name, usualNames.group) > 0 ? 0 : 0.01;
    return nameScore(column.name, usualNames.group) > 0 ? 0.1 : 1 / (1 + column.meanLength / 20);
  };
  return { text, second: undefined, label: best(others, labelScore) };
}

/** Tokens or a text, with tags or spans; of both tags, which say what they are where spans may count tokens or characters. */
function entityParts(columns: readonly ColumnProfile[], filled: readonly ColumnProfile[]): Parts {
  const holding = (content: ColumnContent) => columns.filter((column) => column.content === content);
  const [tags, spans] = [holding("tags"), holding("spans")];
  const label = named(tags, entityNames) ?? tags[0] ?? named(spans, entityNames) ?? spans[0];
  const tokens = holding("tokens")[0];
  const texts = filled.filter((column) => column.content === "text");
  const longest = best(texts, (column) => 2 * nameScore(column.name, textNames) + column.meanLength / 200);
  return { text: tokens ?? longest, second: undefined, label };
}

function answerParts(columns: readonly ColumnProfile[], filled: readonly ColumnProfile[]): Parts {
  const text = named(filled, questionNames) ?? classificationParts(filled, 1).text;
  const rest = columns.filter((column) => column !== text);
  const label =
    named(rest, answerNames) ?? best(rest, (column) => (column.content === "tokens" ? 1 : 1 / (2 + column.meanLength)));
  const second = named(
    rest.filter((column) => column !== label),
    contextNames,
  );
  return { text, second, label };
}

/** What the columns hold, and what they are called, of each task; the most telling signs come first. */
function taskOfColumns(guesses: Readonly<Record<DatasetTask, Parts>>, pairByName: boolean, rows: number) {
  const { entities, similarity, answers, classification } = guesses;
  const few = (column: ColumnProfile) => column.distinct <= 12 && column.distinct * 5 <= rows;
  const labelled =
    classification.label !== undefined &&
    nameScore(classification.label.name, labelNames) > 0 &&
    classification.label.distinct * 2 <= rows;
  if (entities.label?.content === "tags" && entities.text) return { task: "entities", reason: "tags" } as const;
  if (similarity.label && (pairByName || !labelled)) return { task: "similarity", reason: "pair" } as const;
  if (
    answers.label &&
    nameScore(answers.text?.name ?? "", questionNames) > 0 &&
    nameScore(answers.label.name, answerNames) > 0 &&
    (answers.label.content === "tokens" || (answers.label.distinct > 0 && !few(answers.label)))
  ) {
    return { task: "answers", reason: "question" } as const;
  }
  if (entities.label?.content === "spans" && entities.text && !labelled) {
    return { task: "entities", reason: "spans" } as const;
  }
  return { task: "classification", reason: "label" } as const;
}

const namesOf: Readonly<Record<DatasetTask, Readonly<Record<"text" | "second" | "label", readonly string[]>>>> = {
  classification: { text: textNames, second: [], label: usualNames.label },
  similarity: { text: pairNames, second: pairNames, label: scoreNames },
  entities: { text: [...tokenNames, ...textNames], second: [], label: entityNames },
  answers: { text: questionNames, second: contextNames, label: answerNames },
};

/**
 * Guesses task and roles of columns from their names and contents, and the roles that the columns could have in each other
 * task. A group is by name alone, where its values repeat; slices are the other columns with 2 to 12 values of 5 rows or
 * more each on average.
 */
export function guessRoles(profiles: readonly ColumnProfile[], rows: number): GuessedRoles {
  const filled = profiles.filter((column) => column.distinct > 0);
  const pair = guessPair(filled);
  const parts: Record<DatasetTask, Parts> = {
    classification: classificationParts(filled, rows),
    similarity: { text: pair.text, second: pair.second, label: pair.score },
    entities: entityParts(profiles, filled),
    answers: answerParts(profiles, filled),
  };
  const { task, reason } = taskOfColumns(parts, pair.byName, rows);
  const guess = (of: DatasetTask): TaskGuess => withRest(of, parts[of], filled, rows);
  const forTask = {
    classification: guess("classification"),
    similarity: guess("similarity"),
    entities: guess("entities"),
    answers: guess("answers"),
  };
  return { ...forTask[task], reason, forTask };
}

/** The roles of columns that have none in the task: group and slices. */
function withRest(task: DatasetTask, parts: Parts, filled: readonly ColumnProfile[], rows: number): TaskGuess {
  const { text, second, label } = parts;
  const free = filled.filter((column) => ![text, second, label].includes(column) && column.distinct > 1);
  const group = named(
    free.filter((column) => column.distinct < rows * column.filled),
    usualNames.group,
  );
  const slices = free.filter(
    (column) =>
      column !== group &&
      column.distinct <= 12 &&
      column.distinct * 5 <= rows &&
      column.meanLength <= 40 &&
      !bookkeeping.test(column.name),
  );
  const byName = (role: "text" | "second" | "label") =>
    parts[role] !== undefined && nameScore(parts[role].name, namesOf[task][role]) > 0;
  return {
    roles: {
      ...{
        task,
        text: text?.name ?? "",
        second: second?.name ?? "",
        label: label?.name ?? "",
        group: group?.name ?? "",
      },
      slices: slices.map(({ name }) => name),
    },
    byName: { text: byName("text"), second: byName("second"), label: byName("label"), group: group !== undefined },
  };
}
