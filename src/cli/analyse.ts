/**
 * @file `npm run --silent analyse -- SCORES.json`: measures of a score matrix as JSON on standard output.
 * A file `{matrices: […]}` holds several datasets, settings and seeds. `-- --published A` replays a matrix of the paper.
 */
import { readFile } from "node:fs/promises";
import { InputError } from "#core/words.ts";
import { analyse } from "#measures/analyse.ts";
import { analyseSeveral, parseSeveral } from "#measures/analyse-several.ts";
import { parseScoreMatrix } from "#measures/parse-score-matrix.ts";
import { publishedReplay } from "./published.ts";

async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`${path} cannot be read (${error.code ?? error.message}); give the path of a score matrix.`);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    const why = (error as Error).message.replace(/\s+/g, " ");
    throw new InputError(`${path} is not JSON (${why}); expected {metric, real, solvers, datasets, generators}.`);
  }
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === "--published" && args.length === 2) {
    process.stdout.write(`${JSON.stringify(publishedReplay(args[1]!), null, 2)}\n`);
    return;
  }
  const [path] = args;
  if (path === undefined || args.length !== 1) {
    throw new InputError(`Found ${args.length} arguments, expected one: npm run --silent analyse -- SCORES.json`);
  }
  const document = await readJson(path);
  const several = typeof document === "object" && document !== null && "matrices" in document;
  const measures = several ? analyseSeveral(parseSeveral(document)) : analyse(parseScoreMatrix(document));
  process.stdout.write(`${JSON.stringify({ measures }, null, 2)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`analyse: ${error instanceof InputError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
