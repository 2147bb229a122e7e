/** @file One process of the zoo's build: trains and writes the model whose name is its argument. */
import { writeModelFolder } from "./folder.ts";
import { zooModels } from "./models.ts";
import { nodeRuntime } from "./node-runtime.ts";
import { ZooTokenizer } from "./tokenizer.ts";
import { trainModel } from "./train.ts";

const [name] = process.argv.slice(2);
const model = zooModels.find((candidate) => candidate.name === name);
if (!model) throw new RangeError(`There is no model "${name}".`);

const tools = { runtime: nodeRuntime(), tokenizer: ZooTokenizer.learn() };
const trained = await trainModel(model, { ...tools, onProgress: console.log });
const { referenceAccuracy, heldOutLoss } = await writeModelFolder(model, trained, tools);
console.log(
  `${model.name}: ${referenceAccuracy.all}% on the reference data; held-out loss ${heldOutLoss.final}, ` +
    `-${heldOutLoss.lastFifthGainPercent}% over the last fifth; ${trained.seconds.toFixed(0)} s`,
);
