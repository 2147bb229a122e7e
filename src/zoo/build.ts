/**
 * @file `npm run zoo`: corpus → tokenizer → training → export → evaluation → cards → index. Two models at a time.
 * `-- --only NAME` builds one, `-- --check` trains the smallest briefly and compares it with the committed figure.
 */
import { fork } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkZoo } from "./check.ts";
import { ZOO_FOLDER } from "./folder.ts";
import { readCard, writeIndex } from "./listing.ts";
import { zooModels, type ZooModel } from "./models.ts";
import { recipeHash } from "./recipe.ts";
import { asJsonLines, referenceData } from "./reference.ts";
import { ZooTokenizer } from "./tokenizer.ts";

const PROCESSES = 2;

function buildInProcess({ name }: ZooModel): Promise<void> {
  const child = fork(fileURLToPath(new URL("./build-model.ts", import.meta.url)), [name]);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${name} was not built (exit ${code}).`))));
  });
}

function modelsToBuild(only: string | undefined): ZooModel[] {
  const chosen = zooModels.filter(({ name }) => only === undefined || name === only);
  if (chosen.length === 0)
    throw new RangeError(`There is no model "${only}". There are: ${zooModels.map(({ name }) => name).join(", ")}.`);
  const tokenizer = ZooTokenizer.learn();
  return chosen.filter((model) => readCard(model)?.recipe !== recipeHash(model, tokenizer));
}

function writeReferenceData(): void {
  mkdirSync("public/examples", { recursive: true });
  for (const [name, rows] of Object.entries(referenceData()))
    writeFileSync(`public/examples/reference-${name}.jsonl`, asJsonLines(rows));
}

async function buildZoo(only: string | undefined): Promise<void> {
  mkdirSync(ZOO_FOLDER, { recursive: true });
  writeReferenceData();
  const cost = ({ size, millionTokens }: ZooModel) =>
    Number.parseInt(size) * (size.endsWith("m") ? 1000 : 1) * millionTokens;
  const queue = modelsToBuild(only).sort((a, b) => cost(b) - cost(a)); // the longest first, so that no core waits at the end
  console.log(`${queue.length} models to train, ${zooModels.length} in the zoo.`);
  const failures: unknown[] = [];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift())
      await buildInProcess(next).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: PROCESSES }, work));
  for (const { id, parameters, bytes, referenceAccuracy } of writeIndex(zooModels))
    console.log(`${id}: ${parameters} parameters, ${bytes} bytes, ${referenceAccuracy}%`);
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("\n"));
}

const { values } = parseArgs({ options: { only: { type: "string" }, check: { type: "boolean" } } });
if (values.check) console.log(JSON.stringify(await checkZoo()));
else await buildZoo(values.only);
