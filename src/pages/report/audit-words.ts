/** @file What a blind audit says, in sentences. */
import { counted, inLine, share } from "#charts/format.ts";
import type { Result } from "#state/lab.svelte.ts";

export type AuditResult = NonNullable<Result["audit"]>;

/** How well the person's labels agree with the stored ones. */
export function agreementSentence({ agreement: { real, generated } }: AuditResult, levels = false): string {
  const given = levels
    ? "The levels that a person gave without knowing where a pair is from are those closest to the stored scores"
    : "The labels that a person gave without knowing where a text is from are the stored ones";
  const of = (words: string, measure: typeof real) =>
    measure.estimate === null
      ? `no ${words} rows were answered`
      : `${inLine(measure, share)} of ${counted(measure.n, `${words} row`)}`;
  return `${given} for ${of("real", real)} and for ${of("generated", generated)}.`;
}

/** Whether generated texts gave themselves away. */
export function tellSentence({ rightAtEqualShares: right, saidGenerated }: AuditResult): string {
  if (right.low === null || right.high === null) {
    return "Whether generated texts can be told from real ones cannot be said yet: rows of one kind are missing.";
  }
  const chance = `Guessing real or generated at equal shares is right with probability ${inLine(right, share)}`;
  const said =
    `${inLine(saidGenerated.generated, share)} of the generated rows were taken for generated, and ` +
    `${inLine(saidGenerated.real, share)} of the real ones.`;
  if (right.low > 0.5) return `This person could tell: ${said} ${chance}, more than the 50% of blind guessing.`;
  if (right.high < 0.5)
    return `This person told them the wrong way round: ${said} ${chance}, less than blind guessing.`;
  return `It cannot be told from blind guessing: ${said} ${chance}, which includes 50%.`;
}
