/** @file How fast this device was in earlier studies. */
import type { SelfsameDatabase } from "#storage/schema.ts";
import { stored } from "#storage/schema.ts";
import { listStudies } from "#storage/studies.ts";
import type { Manifest } from "#study/results.ts";
import type { Work } from "#study/work.ts";

/** What `laboratory.ts` writes beside an adapted model. */
export interface CheckpointMeta {
  /** The model that was adapted; absent in checkpoints of earlier versions. */
  base?: string;
  generateBytes: number;
  tokens: number;
  seconds: number;
  lossCurve: readonly { tokens: number; loss: number }[];
}

export interface KnownSpeeds {
  /** Of the newest study that has it: what a model did of a kind, in whole blocks. */
  work: readonly Work[];
  /** Base model → milliseconds a token of training took, the newest adaptation. */
  trainingMsPerToken: Readonly<Record<string, number>>;
}

/** Fewer rows than this tell less than a pilot does. */
const leastRows = 32;

/** Reads them from the finished studies and adapted models that the browser keeps. */
export async function knownSpeeds(database: SelfsameDatabase, userAgent: string): Promise<KnownSpeeds> {
  const work = new Map<string, Work>();
  for (const { status, manifest, createdAtMs } of await listStudies(database)) {
    const made = manifest as Partial<Manifest> | null;
    if (status !== "finished" || made?.userAgent !== userAgent) continue;
    if (createdAtMs > Date.parse(made.finishedAt ?? "")) continue; // kept after it was finished: it ran elsewhere
    for (const own of made.work ?? []) {
      const key = JSON.stringify([own.base, own.preparation, own.kind]);
      if (own.rows >= leastRows && !work.has(key)) work.set(key, own);
    }
  }
  const trainings: { base: string; createdAtMs: number; msPerToken: number }[] = [];
  await stored(() =>
    database.checkpoints.each(({ meta, createdAtMs }) => {
      const { base, tokens, seconds } = meta as CheckpointMeta;
      if (base !== undefined && tokens > 0)
        trainings.push({ base, createdAtMs, msPerToken: (1000 * seconds) / tokens });
    }),
  );
  trainings.sort((a, b) => a.createdAtMs - b.createdAtMs);
  const trainingMsPerToken = Object.fromEntries(trainings.map(({ base, msPerToken }) => [base, msPerToken]));
  return { work: [...work.values()], trainingMsPerToken };
}
