/** @file A finished series as one file, and as the document that it exports. */
import type { AcrossResult } from "#study/series/across.ts";
import type { Manifest, Result, StudyDocument } from "#study/results.ts";
import { gzip } from "#study/gzip.ts";
import { studyFileOf, type StudyFile, type WholeStudy } from "#study/study-file.ts";

export const seriesFileFormat = "selfsame series";

/** An arm with everything behind it. */
export interface WholeArm {
  key: string;
  setting: string;
  source: string | null;
  study: WholeStudy;
}

/** `study.json` of a series: an entry of `results` per arm and way to solve. */
export interface SeriesDocument {
  schemaVersion: 1;
  plan: unknown;
  /** Arm → what its study was made with. */
  manifests: Readonly<Record<string, Manifest>>;
  results: readonly (Result & { arm: string; setting: string; source: string | null })[];
  /** What compares the arms, per way to solve. */
  across: readonly AcrossResult[];
}

/** `NAME.selfsame.json.gz` of a series: the study files of its arms. */
export interface SeriesFile {
  format: typeof seriesFileFormat;
  version: 1;
  name: string;
  plan: unknown;
  arms: readonly { key: string; setting: string; source: string | null; study: StudyFile }[];
}

export function seriesDocument(
  plan: unknown,
  arms: readonly (Omit<WholeArm, "study"> & { document: StudyDocument })[],
  across: readonly AcrossResult[],
): SeriesDocument {
  return {
    schemaVersion: 1,
    plan,
    manifests: Object.fromEntries(arms.map(({ key, document }) => [key, document.manifest])),
    results: arms.flatMap(({ key, setting, source, document }) =>
      document.results.map((result) => ({ arm: key, setting, source, ...result })),
    ),
    across,
  };
}

export function seriesFileBytes(
  name: string,
  plan: unknown,
  arms: readonly WholeArm[],
): Promise<Uint8Array<ArrayBuffer>> {
  const file: SeriesFile = {
    ...{ format: seriesFileFormat, version: 1, name, plan },
    arms: arms.map(({ study, ...arm }) => ({ ...arm, study: studyFileOf(study) })),
  };
  return gzip(new TextEncoder().encode(JSON.stringify(file)));
}
