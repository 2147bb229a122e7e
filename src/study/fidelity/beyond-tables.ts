/** @file Likelihoods and verdicts as tables. */
import { InputError } from "#core/words.ts";
import type { Column, TypedTable } from "#storage/table.ts";
import { allLikelihoodRows } from "#study/fidelity/likelihood-report.ts";
import type { ReportInput } from "#study/fidelity/report-input.ts";

const text = (name: string): Column => ({ name, type: "text" });
const integer = (name: string): Column => ({ name, type: "integer" });
const number = (name: string): Column => ({ name, type: "number" });

/**
 * A row per model and text: natural logarithm of its probability given its label (empty: 0), and its bytes. Throws an
 * InputError where the study has no such numbers.
 */
export function likelihoodTable(input: ReportInput): TypedTable {
  const rows = allLikelihoodRows(input);
  if (rows.length === 0) throw new InputError("This study has no likelihoods: no model scored its texts.");
  return {
    columns: [
      ...["model", "dataset", "generator"].map(text),
      integer("seed"),
      ...["instance", "label", "cluster"].map(text),
      number("logProb"),
      integer("bytes"),
    ],
    rows: rows.map((row) => ({ ...row })),
  };
}

/** A row per judge, pair and order. Throws an InputError where the study has no judges. */
export function verdictTable({ judging }: ReportInput): TypedTable {
  if (!judging) throw new InputError("This study has no judges: nothing was compared.");
  return {
    columns: [
      ...["judge", "pair", "cluster", "label", "firstAuthor", "first", "secondAuthor", "second", "choice"].map(text),
      ...["pFirst", "firstBitsPerByte", "secondBitsPerByte"].map(number),
      text("raw"),
    ],
    rows: judging.verdicts.map(({ first, second, bitsPerByte, judge, pair, cluster, label, choice, pFirst, raw }) => ({
      ...{ judge, pair, cluster: cluster ?? pair, label },
      ...{ firstAuthor: first.author, first: first.instance, secondAuthor: second.author, second: second.instance },
      choice,
      ...(pFirst !== undefined && { pFirst }),
      ...(bitsPerByte && { firstBitsPerByte: bitsPerByte[0], secondBitsPerByte: bitsPerByte[1] }),
      ...(raw !== undefined && { raw }),
    })),
  };
}
