/** @file What changed between two runs, in sentences made from the intervals alone. */
import { count, counted, difference, inLine, listed, type NumberFormat, squaredDifference } from "#charts/format.ts";
import type { Measure } from "#core/words.ts";
import { someOf } from "#pages/report/words.ts";
import type { Change, RunComparison } from "#state/comparison.svelte.ts";
import type { StudyDocument } from "#state/lab.svelte.ts";
import { averageOfGeneratorsName } from "#state/reading.ts";

export const excludesZero = ({ low, high }: Measure): boolean => low !== null && high !== null && (low > 0 || high < 0);

const told = ({ difference: { low } }: Change) => low !== null;
const changed = ({ difference: gained }: Change) => excludesZero(gained);

/** What changed beyond chance, and what did not. */
export function changeSentences(changes: RunComparison): string[] {
  return [
    ...pairing(changes),
    scores(changes),
    named(changes.biasFactor, "The bias factor", difference, "generator"),
    named(changes.mspdCorrected, "The distance to the real data (corrected MSPD)", squaredDifference, "synthetic set"),
    named(changes.spearman, "The rank agreement with the real data (SRCC)", difference, "synthetic set"),
    ...left(changes),
  ].filter((sentence) => sentence !== "");
}

function pairing({ datasets }: RunComparison): string[] {
  const paired = datasets.filter((dataset) => dataset.paired);
  if (paired.length === datasets.length)
    return ["Both runs hold the same rows: every difference is paired, row by row."];
  const real = datasets.find(({ generator }) => generator === null);
  if (!real?.paired) {
    return ["The two hold different real rows, so their differences rest on two independent samples and are wider."];
  }
  return [
    "The real rows are the same in both, so their differences are paired, row by row. Generated sets that differ are " +
      "compared as independent samples, which gives wider intervals.",
  ];
}

function scores({ datasets }: RunComparison): string {
  const all = datasets.flatMap(({ solvers }) => solvers.map((solver) => solver.score)).filter(told);
  if (all.length === 0) return "";
  const apart = all.filter(changed).length;
  const byChance = Math.round(all.length / 20);
  const beyond =
    apart <= byChance
      ? `no more than the ${count(byChance)} that chance alone would give`
      : `by chance alone about ${count(byChance)} would`;
  return `${count(apart)} of ${counted(all.length, "score")} changed by more than their interval; ${beyond}.`;
}

/** "The bias factor changed for 1 of 4 generators (a: +.041 (.010 to .072)) …" */
function named(changes: Readonly<Record<string, Change>>, what: string, write: NumberFormat, one: string): string {
  const all = Object.entries(changes).filter(([name, change]) => name !== averageOfGeneratorsName && told(change));
  const average = changes[averageOfGeneratorsName];
  const overall =
    average && told(average)
      ? ` For the average of generators it ${changed(average) ? "changed" : "did not change beyond chance"}: ${inLine(average.difference, write)}.`
      : "";
  if (all.length === 0) return overall && `${what}:${overall}`;
  const apart = all.filter(([, change]) => changed(change));
  if (apart.length === 0) return `${what} changed beyond chance for none of ${counted(all.length, one)}.${overall}`;
  const names = someOf(apart.map(([name, change]) => `${name}, ${inLine(change.difference, write)}`));
  return `${what} changed for ${apart.length} of ${counted(all.length, one)}: ${names}.${overall}`;
}

function left({ only, solvers }: RunComparison): string[] {
  const sides = (["first", "second"] as const).flatMap((side) => {
    const names = [...new Set([...only[side].solvers, ...only[side].datasets])];
    return names.length > 0 ? [`${someOf(names)} (${side} run only)`] : [];
  });
  if (sides.length === 0) return [];
  const among = `Ranks and measures here are among the ${counted(solvers.length, "solver")} of both runs`;
  return [`${among}; left out: ${listed(sides)}.`];
}

/** In what the two were made differently: version, runtime, device, the files of a model. */
export function differentMaking([first, second]: readonly [StudyDocument, StudyDocument]): string[] {
  const [one, two] = [first.manifest, second.manifest];
  const models = Object.keys(one.models).some((name) => {
    const other = two.models[name];
    return other !== undefined && other.hash !== one.models[name]!.hash;
  });
  return [
    one.selfsame !== two.selfsame && `versions of Selfsame (${one.selfsame}, ${two.selfsame})`,
    one.runtime !== two.runtime && `versions of the runtime (${one.runtime}, ${two.runtime})`,
    one.device !== two.device && `devices (${one.device}, ${two.device})`,
    models && "model files under the same name",
  ].filter((found) => found !== false);
}

/** "first → second" */
export function fromTo({ first, second }: Change, write: NumberFormat): string {
  return first === null || second === null ? "" : `${write(first)} → ${write(second)}`;
}
