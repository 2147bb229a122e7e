/** @file `npx tsx src/zoo/home/build.ts`: writes the bundled pairs and sentences into `public/examples`. */
import { writeFileSync } from "node:fs";
import { homeSentences } from "./entities.ts";
import { homePairs } from "./pairs.ts";

const sets = {
  pairs: homePairs({ train: 168, test: 252 }),
  entities: homeSentences({ train: 80, test: 240 }),
};

for (const [name, { train, test }] of Object.entries(sets)) {
  for (const [part, rows] of Object.entries({ train, test })) {
    const lines = (rows as readonly object[]).map((row) => `${JSON.stringify(row)}\n`);
    writeFileSync(`public/examples/home-${name}-${part}.jsonl`, lines.join(""));
    console.log(`home-${name}-${part}: ${rows.length} rows`);
  }
}
