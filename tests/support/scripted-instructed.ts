/** @file A scripted instruction model: it writes and answers every task in chat style, by simple rules and with noise. */
import type { ChatMessage, LanguageModel, PromptPart, ScoringRow } from "#core/language-model.ts";
import { Random, seedOf } from "#core/random.ts";

export interface InstructedScript {
  id: string;
  /** Share of answers that are drawn blindly. */
  noise: number;
  /** A word that it adds to its texts; it reads texts with it without noise. */
  accent: string;
  family?: string;
  /** Called before each block; may throw. */
  onBlock?: () => void;
}

const words = "river stone market letter garden window bridge winter table morning".split(" ");
const syllables = ["ka", "lo", "mi", "ren", "su", "ta", "vö", "zil"];

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** The type that a name is of in the scripted world: no one else knows better. */
export const typeOfName = (name: string, types: readonly string[]) => types[seedOf("type", name) % types.length]!;

/** A name of a type. */
export function scriptedName(type: string, types: readonly string[], random: Random): string {
  for (;;) {
    const name = [0, 1, 2].map(() => random.pick(syllables)).join("");
    const capital = name[0]!.toUpperCase() + name.slice(1);
    if (typeOfName(capital, types) === type) return capital;
  }
}

/** How alike two texts are in the scripted world, 0 to 1: the share of words that they share. */
export function scriptedLikeness(first: string, second: string): number {
  const [a, b] = [new Set(wordsOf(first)), new Set(wordsOf(second))];
  const shared = [...a].filter((word) => b.has(word)).length;
  return shared / Math.max(1, a.size + b.size - shared);
}

/** Two texts of which `share` of the words are the same. */
export function scriptedPair(share: number, random: Random, accent = "now"): [string, string] {
  const first = random.shuffled(words).slice(0, 6);
  const second = first.map((word) => (random.next() < share ? word : `${random.pick(words)}${random.below(99)}`));
  return [`${first.join(" ")} ${accent} ${random.below(999)}`, `${second.join(" ")} ${accent}`];
}

const chatOf = ({ prompt }: Pick<ScoringRow, "prompt">) => ("messages" in prompt ? prompt.messages : []);
const listAfter = (text: string, head: RegExp) => (head.exec(text)?.[1] ?? "").split(", ");
const typesIn = (system: string) => listAfter(system, /^The entity types are: (.*)\.$/mu);
const classesIn = (system: string) => Array.from(system.matchAll(/^\d+\. (.*)$/gmu), ([, label]) => label!);
const levelsIn = (system: string) => Array.from(system.matchAll(/^([\d.]+): /gmu), ([, level]) => Number(level));
const afterColon = (text: string) => text.slice(text.indexOf(":") + 1).trim();

function written(system: string, turn: string, accent: string, random: Random): string {
  const text = () => `${random.pick(words)} ${random.pick(words)} ${accent} ${random.below(9999)}`;
  if (turn.startsWith("Entity type: ")) {
    const names = Array.from({ length: 6 }, () => scriptedName(afterColon(turn), typesIn(system), random));
    return JSON.stringify(names);
  }
  if (turn.startsWith("Entities: ")) {
    const names = Object.values(JSON.parse(afterColon(turn)) as Record<string, string[]>).flat();
    return `<text>${names.map((name) => `${random.pick(words)} ${name}`).join(" ")} ${text()}</text>`;
  }
  if (turn.startsWith("Score: ")) {
    const levels = levelsIn(system);
    const [low, high] = [Math.min(...levels), Math.max(...levels)];
    const [first, second] = scriptedPair((Number(afterColon(turn)) - low) / (high - low), random, accent);
    return `<pair>T1: ${first}\nT2: ${second}</pair>`;
  }
  if (turn === "Write the next one.") {
    return `<item>Question: Which word comes after ${text()}?\nAnswer: ${random.pick(words)}</item>`;
  }
  return `<text>${afterColon(turn).replaceAll("_", " ")} ${text()}</text>`;
}

/** What it makes of one turn, before noise: a score, a text's names, a label, an answer. */
function understood(system: string, turn: string): string {
  if (turn.startsWith("T1: ")) {
    const [first, second] = turn.split("\n").map(afterColon) as [string, string];
    const levels = levelsIn(system);
    const [low, high] = [Math.min(...levels), Math.max(...levels)];
    return String(Number((low + (high - low) * scriptedLikeness(first, second)).toFixed(2)));
  }
  if (!turn.startsWith("Text: ")) return wordsOf(turn).at(-1) ?? "";
  if (system.includes("Find the names")) {
    const types = typesIn(system);
    const found = new Map<string, string[]>();
    for (const [name] of afterColon(turn).matchAll(/\p{Lu}[\p{L}\p{N}]+/gu)) {
      const type = typeOfName(name, types);
      found.set(type, [...(found.get(type) ?? []), name]);
    }
    return JSON.stringify(Object.fromEntries(found));
  }
  const text = afterColon(turn).toLowerCase();
  const marked = /\*\*(.*)\*\*/u.exec(afterColon(turn))?.[1];
  if (marked !== undefined) return /^\p{Lu}/u.test(marked) ? typeOfName(marked, typesIn(system)) : "none";
  const hits = (label: string) => wordsOf(label).filter((word) => text.includes(word)).length;
  const labels = classesIn(system);
  return labels.reduce((best, label) => (hits(label) > hits(best) ? label : best), labels[0] ?? "");
}

/** A blind answer: half of them cannot be read, the others are about something else. */
function blind(system: string, turn: string, random: Random): string {
  if (random.next() < 0.5) return turn.startsWith("Question: ") ? "" : "I would rather not say.";
  if (turn.startsWith("T1: ")) return String(random.pick(levelsIn(system)));
  if (system.includes("Find the names")) return "{}";
  return random.pick([...classesIn(system), "another"]);
}

const textOf = (parts: readonly PromptPart[]) => parts.map((part) => ("text" in part ? part.text : "")).join("");

export function instructedModel({ id, noise, accent, family, onBlock }: InstructedScript): LanguageModel {
  const errs = (turn: string, random: Random) => !turn.includes(accent) && random.next() < noise;
  const turnOf = (messages: readonly ChatMessage[]) => ({
    system: messages[0]?.content ?? "",
    turn: messages.at(-1)?.content ?? "",
  });
  return {
    info: {
      ...{ id, parameters: 1000, family: family ?? null, hash: `hash of ${id}`, dtype: "scripted" },
      capabilities: { promptStyle: "chat", score: true, seeded: true, maxTokens: 4096, labels: [] },
    },
    generate(rows) {
      onBlock?.();
      return Promise.resolve(
        rows.map((row) => {
          const { system, turn } = turnOf(chatOf(row));
          const writes = /^(You write|You collect)/u.test(system);
          const random = new Random(writes ? row.seed : seedOf(id, turn));
          const text = writes
            ? written(system, turn, accent, random)
            : errs(turn, random)
              ? blind(system, turn, random)
              : understood(system, turn);
          return { text, tokens: wordsOf(text).length, logProb: -10, finish: "end" as const };
        }),
      );
    },
    score(rows) {
      onBlock?.();
      return Promise.resolve(
        rows.map((row) => {
          const { system, turn } = turnOf(chatOf(row));
          const random = new Random(seedOf(id, turn));
          const said = errs(turn, random) ? null : understood(system, turn);
          return row.continuations.map((continuation) => {
            const candidate = textOf(continuation);
            if (said === null) return -4 * random.next();
            const near = Number.isNaN(Number(said))
              ? Number(candidate !== said) * 3
              : Math.abs(Number(candidate) - Number(said));
            return -0.1 - 2 * near - 0.2 * random.next();
          });
        }),
      );
    },
    dispose: () => Promise.resolve(),
  };
}

/** Three models of two families, from able to poor. */
export const instructedScripts: readonly InstructedScript[] = [
  { id: "server/able", noise: 0.1, accent: "indeed", family: "one" },
  { id: "server/fair", noise: 0.35, accent: "mate", family: "one" },
  { id: "server/poor", noise: 0.6, accent: "kindly", family: "two" },
];
