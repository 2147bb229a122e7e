/** @file How a study stands and what it found, in a few words. */
import { counted, inLine, score } from "#charts/format.ts";
import { ways } from "#pages/report/words.ts";
import type { Lab, Result, StudyRecord } from "#state/lab.svelte.ts";
import { averageOfGeneratorsName } from "#state/reading.ts";

export type Standing = "queued" | "running" | "stopping" | "broken off" | "stopped" | "failed" | "finished";

/** A study that the database calls running or queued, but no queue knows, was broken off. */
export function standing({ id, status }: StudyRecord, { running, waiting }: Lab["queue"]): Standing {
  if (running?.id === id) return running.stopping ? "stopping" : "running";
  if (waiting.includes(id)) return "queued";
  return status === "running" || status === "queued" ? "broken off" : status;
}

/** What a finished study found, in half a sentence: own data first, then whether the synthetic sets rank as real data do. */
export function found(results: readonly Result[]): string {
  const result = results.find(({ solve }) => solve === "direct") ?? results[0];
  if (!result) return "";
  const way = result.solve === "direct" ? "" : ` (${ways[result.solve].title})`;
  return `${ownData(result)}; ${ranking(result)}${way}.`;
}

function ownData({ measures: { biasFactor, biasFactorControls } }: Result): string {
  const told = Object.entries(biasFactor).filter(([, { low }]) => low !== null);
  if (told.length === 0) return "Preference for own data cannot be told";
  const favoured = told.filter(([, { low }]) => low! > 0);
  if (favoured.length === 0) return `No preference for own data beyond chance in ${counted(told.length, "model")}`;
  const family = biasFactorControls["sameFamily"] ?? {};
  const compared = favoured.filter(([model]) => (family[model]?.low ?? null) !== null);
  const remain = compared.filter(([model]) => family[model]!.low! > 0).length;
  const control =
    compared.length > 0
      ? `, ${remain} of ${compared.length} also against their own family`
      : " (without rivals of their family to hold that against)";
  return `${favoured.length} of ${counted(told.length, "model")} favour their own data${control}`;
}

function ranking({ measures: { rankCeiling, spearman } }: Result): string {
  if (!rankCeiling.rankable) return "real data cannot rank these solvers";
  const average = spearman[averageOfGeneratorsName];
  if (average?.estimate == null) return "no average over generators";
  return `SRCC of the generated sets with real data ${inLine(average, score)}`;
}
