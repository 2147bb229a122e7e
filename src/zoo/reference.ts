/** @file The reference data: requests from parts of the corpora that no model was trained on, with noise. */
import { Random, seedOf } from "#core/random.ts";
import { dialects, spoken, type Dialect } from "#zoo/corpora/dialects.ts";
import { intents } from "#zoo/corpora/intents/all.ts";
import type { Intent } from "#zoo/corpora/intents/intent.ts";
import { withNoise } from "#zoo/corpora/noise.ts";
import { heldOutValues, slotLists } from "#zoo/corpora/slots.ts";
import { writeTemplate } from "#zoo/corpora/template.ts";

/** Where a row's wording comes from: trained on by all models, by some, or by none. */
export const wordings = ["usual", "unusual", "unseen"] as const;
export type Wording = (typeof wordings)[number];

export interface ReferenceRow {
  id: string;
  text: string;
  label: string;
  dialect: Dialect;
  wording: Wording;
}

/** Rows per label of each wording: 40, 25 and 35 of 100. */
const shares: Readonly<Record<Wording, number>> = { usual: 0.4, unusual: 0.25, unseen: 0.35 };

const slips = { typos: 0.08, wordDrop: 0.3 };

const templatesOf = (intent: Intent, wording: Wording, dialect: Dialect): readonly string[] =>
  wording === "usual"
    ? [...intent.shared, ...intent[dialect]]
    : wording === "unusual"
      ? intent.paraphrase
      : intent.heldOut;

/** A request that no model can have been trained on: its wording is unseen or at least one of its values is. */
function drawUnseen(intent: Intent, wording: Wording, dialect: Dialect, random: Random): string {
  for (;;) {
    let unseen = wording === "unseen";
    const written = writeTemplate(random.pick(templatesOf(intent, wording, dialect)), random, (slot) => {
      const heldOut = random.next() < 0.5;
      unseen ||= heldOut;
      return random.pick(heldOut ? heldOutValues(slot) : slotLists[slot]!);
    });
    if (unseen) return withNoise(spoken(written, dialect, random), slips, random);
  }
}

interface Drawn extends Omit<ReferenceRow, "id"> {
  set: "test" | "train";
}

const perLabel = { test: 40, train: 100 } as const;

function drawAll(): Drawn[] {
  const random = new Random(seedOf("reference data"));
  const seen = new Set<string>();
  const rows: Drawn[] = [];
  for (const set of ["test", "train"] as const)
    for (const intent of intents)
      for (const wording of wordings)
        for (let wanted = Math.round(shares[wording] * perLabel[set]); wanted > 0;) {
          const dialect = random.pick(dialects);
          const text = drawUnseen(intent, wording, dialect, random);
          if (seen.has(text.toLowerCase())) continue;
          seen.add(text.toLowerCase());
          rows.push({ set, text, label: intent.label, dialect, wording });
          wanted--;
        }
  return rows;
}

/** 480 test rows and 1,200 training rows, balanced over the labels, no text twice; the same every time. */
export function referenceData(): { test: ReferenceRow[]; train: ReferenceRow[] } {
  const drawn = drawAll();
  const setOf = (name: "test" | "train"): ReferenceRow[] =>
    new Random(seedOf("reference order", name))
      .shuffled(drawn.filter(({ set }) => set === name))
      .map(({ text, label, dialect, wording }, i) => ({
        ...{ id: `${name}-${String(i + 1).padStart(4, "0")}`, text, label },
        ...{ dialect, wording },
      }));
  return { test: setOf("test"), train: setOf("train") };
}

/** One JSON object per line with `id`, `text` and `label`. */
export const asJsonLines = (rows: readonly ReferenceRow[]): string =>
  rows.map(({ id, text, label }) => `${JSON.stringify({ id, text, label })}\n`).join("");
