/** @file `npm run record`: runs the plans beside the recorded studies and keeps what the page shows as recorded studies. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { recordedNames } from "#study/recorded.ts";
import { withApp } from "./headless.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "public/recorded");

for (const name of recordedNames) {
  const plan: unknown = JSON.parse(readFileSync(join(folder, `${name}.plan.json`), "utf8"));
  await withApp(join(root, "dist"), async (app) => {
    const { id, study } = await app.runPlan(plan, [], (line) => process.stderr.write(`${name}: ${line}\n`));
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(JSON.parse(study))}\n`);
    writeFileSync(join(folder, `${name}.rows.json.gz`), gzipSync(await app.rows(id), { level: 9 }));
  });
}
