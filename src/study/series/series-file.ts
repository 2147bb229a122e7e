/** @file A finished series as one file, and as the document that it exports. */
import { type AcrossResult, reportAcross } from "#study/series/across.ts";
import type { Manifest, Result, StudyDocument } from "#study/results.ts";
import { gzip } from "#study/gzip.ts";
import { InputError } from "#core/words.ts";
import { type BuiltFile, fileStem, predictionLines } from "#study/export.ts";
import { parseSeries } from "#study/series/series-plan.ts";
import { studyFileOf, studyIn, type StudyFile, type WholeStudy } from "#study/study-file.ts";

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

/** A series with everything behind its finished arms. */
export interface WholeSeries {
  name: string;
  plan: unknown;
  arms: readonly WholeArm[];
}

/** `study`: all of it as one file. `document`: `study.json`. `predictions`: `predictions.jsonl`, arm by arm. */
export type SeriesRequest = "study" | "document" | "predictions";

/** Builds a file of a series; it holds what its finished arms gave. @throws InputError before an arm is finished. */
export async function buildSeriesFile({ name, plan, arms }: WholeSeries, what: SeriesRequest): Promise<BuiltFile> {
  const last = arms.at(-1);
  if (!last) throw new InputError("No study of this series is finished yet, so there is nothing to save.");
  const stem = fileStem(name, last.study.document);
  if (what === "study") {
    const bytes = await seriesFileBytes(name, plan, arms);
    return { name: `${stem}.selfsame.json.gz`, type: "application/gzip", bytes };
  }
  const utf8 = (text: string) => new TextEncoder().encode(text);
  if (what === "predictions") {
    const lines = arms.map(({ key, study }) => predictionLines(study.input, key)).join("");
    return { name: `${stem}-predictions.jsonl`, type: "application/jsonl", bytes: utf8(lines) };
  }
  const inputs = arms.map(({ study, ...arm }) => ({ ...arm, input: study.input }));
  const across = reportAcross(inputs, inputs[0]!.input.plan.seed);
  const finished = arms.map(({ study, ...arm }) => ({ ...arm, document: study.document }));
  const text = `${JSON.stringify(seriesDocument(plan, finished, across), null, 1)}\n`;
  return { name: `${stem}-study.json`, type: "application/json", bytes: utf8(text) };
}

/** Whether the content of a file says that it is a series. */
export function isSeriesFile(value: unknown): boolean {
  return (value as { format?: unknown } | null)?.format === seriesFileFormat;
}

/**
 * Reads the series that the content of a file describes.
 * @throws InputError naming the arm where one of its studies is damaged, and where the file contradicts itself.
 */
export async function seriesIn(value: unknown, filename: string): Promise<WholeSeries> {
  const { version, name, plan, arms } = value as Partial<Record<string, unknown>>;
  if (version !== 1) {
    const found = JSON.stringify(version);
    throw new InputError(
      `${filename} is a series of version ${found}; this Selfsame reads version 1. Open it with the Selfsame that wrote it.`,
    );
  }
  if (typeof name !== "string" || !Array.isArray(arms) || arms.length === 0) {
    throw new InputError(`${filename} is damaged: a series has a "name" and a list of "arms".`);
  }
  const planned = parseSeries(plan).arms;
  const read: WholeArm[] = [];
  for (const arm of arms as unknown[]) {
    const { key, study } = (arm ?? {}) as Partial<Record<string, unknown>>;
    const own = planned.find((one) => one.key === key);
    if (!own)
      throw new InputError(`${filename} is damaged: its plan has no arm ${JSON.stringify(key) ?? "without a key"}.`);
    if (read.some((one) => one.key === key))
      throw new InputError(`${filename} is damaged: arm "${own.key}" stands twice.`);
    const whole = await studyIn(study, `${filename}, arm "${own.key}"`);
    read.push({ key: own.key, setting: own.setting, source: own.source, study: whole });
  }
  return { name, plan, arms: read };
}
