/** @file A finished study as one file, and back: `NAME.selfsame.json.gz`. */
import * as v from "valibot";
import { canonicalJson, sha256 } from "#core/hash.ts";
import { InputError } from "#core/words.ts";
import type { Attempt, WritingRun } from "#study/fidelity/written.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { gzip, isGzip, textOf } from "#study/gzip.ts";
import { parsePlan } from "#study/plan.ts";
import type { Manifest, StudyDocument } from "#study/results.ts";
import { checkRows } from "#study/study-file-rows.ts";
import { studyFileSchema } from "#study/study-file-schema.ts";

const studyFileFormat = "selfsame study";
const studyFileVersion = 1;

/** A text that a generator wrote, kept or not, with who wrote it in which run. */
export type WrittenAttempt = Attempt & WritingRun;

/** A finished study with everything behind it. */
export interface WholeStudy {
  name: string;
  /** As it was written down: a later version may fill in more defaults, and the hash is of this one. */
  plan: unknown;
  /** SHA-256 of the plan's canonical JSON. */
  planHash: string;
  document: StudyDocument;
  input: ReportInput;
  /** Empty for a recorded study. */
  attempts: readonly WrittenAttempt[];
  /** Which set a blind audit that is under way is about, as the journal has it. */
  auditSet: readonly unknown[];
}

export interface StudyFile {
  format: typeof studyFileFormat;
  version: typeof studyFileVersion;
  name: string;
  plan: unknown;
  planHash: string;
  manifest: Manifest;
  results: StudyDocument["results"];
  /** All rows; the plan stands above, once. */
  input: Omit<ReportInput, "plan">;
  attempts: readonly WrittenAttempt[];
  auditSet: readonly unknown[];
}

export function studyFileOf({ name, plan, planHash, document, input, attempts, auditSet }: WholeStudy): StudyFile {
  const rows: Partial<ReportInput> = { ...input };
  delete rows.plan;
  const { manifest, results } = document;
  return {
    format: studyFileFormat,
    version: studyFileVersion,
    ...{ name, plan, planHash, manifest, results, input: rows as StudyFile["input"], attempts, auditSet },
  };
}

export function studyFileBytes(study: WholeStudy): Promise<Uint8Array<ArrayBuffer>> {
  return gzip(new TextEncoder().encode(JSON.stringify(studyFileOf(study))));
}

function place(issue: v.BaseIssue<unknown>): string {
  const path = issue.path?.map(({ key }) => (typeof key === "number" ? `${key + 1}` : String(key))).join(" › ");
  const found = issue.received === "undefined" ? "it is missing" : `found ${issue.received.slice(0, 60)}`;
  return `${path ?? "the whole"}: ${found}, expected ${issue.expected ?? issue.message}`;
}

/** The JSON in a file, gzipped or plain. @throws InputError where it is broken off or none. */
export async function jsonOf(bytes: Uint8Array, filename: string): Promise<unknown> {
  if (bytes.length === 0) throw new InputError(`${filename} is empty; expected a study file (.selfsame.json.gz).`);
  const text = await textOf(bytes).catch((cause: unknown) => {
    throw new InputError(
      `${filename} is broken off or damaged: its compressed content does not end as it should. Copy or download it again.`,
      { cause },
    );
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const what = isGzip(bytes) ? "what it holds is not JSON" : "it is neither gzip nor JSON";
    throw new InputError(`${filename} is no study file: ${what}. Expected a file that ends in .selfsame.json.gz.`, {
      cause,
    });
  }
}

function checkHead(value: unknown, filename: string): asserts value is Record<string, unknown> {
  const head = (value ?? {}) as Partial<Record<string, unknown>>;
  if (typeof value !== "object" || head["format"] !== studyFileFormat) {
    const results = "results" in head && "plan" in head;
    throw new InputError(
      `${filename} is no study file: its "format" is not "${studyFileFormat}". ` +
        (results
          ? "It looks like study.json, which holds results without rows; save the study as one file instead."
          : "Save a study as one file from its report, and open that."),
    );
  }
  if (head["version"] !== studyFileVersion) {
    throw new InputError(
      `${filename} is a study file of version ${JSON.stringify(head["version"])}; this Selfsame reads version ` +
        `${studyFileVersion}. Open it with the Selfsame that wrote it.`,
    );
  }
}

/**
 * Reads a study file, gzipped or plain. The results in it are what it says of itself: compute them anew from `input`.
 * @throws InputError where it is no study file, of another version, broken off, incomplete or contradicts itself.
 */
export async function readStudyFile(bytes: Uint8Array, filename: string): Promise<WholeStudy> {
  return studyIn(await jsonOf(bytes, filename), filename);
}

/** Reads the study that the content of a file describes, as `readStudyFile`. */
export async function studyIn(value: unknown, filename: string): Promise<WholeStudy> {
  checkHead(value, filename);
  const plan = parsePlan(value["plan"]);
  const shaped = v.safeParse(studyFileSchema, value, { abortEarly: true });
  if (!shaped.success) throw new InputError(`${filename} is damaged. ${place(shaped.issues[0])}.`);
  const { name, planHash, manifest, results, input: rows, attempts, auditSet } = shaped.output;
  if ((await sha256(canonicalJson(value["plan"]))) !== planHash) {
    throw new InputError(`${filename} was changed: its plan is not the one that its "planHash" was computed from.`);
  }
  const input = { plan, ...rows } as ReportInput;
  checkRows(input, filename);
  return {
    ...{ name, plan: value["plan"], planHash, input, auditSet },
    attempts: attempts as unknown as readonly WrittenAttempt[],
    document: { schemaVersion: 1, plan, manifest, results: results as StudyDocument["results"] },
  };
}
