/**
 * @file `npm run record`: runs the plans beside the recorded studies and keeps what the page shows as recorded studies.
 * `npm run record -- --results` computes the results anew from the recorded rows, after measures were added.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ReportInput } from "#study/fidelity/report-input.ts";
import { report } from "#study/fidelity/report.ts";
import { recordedNames } from "#study/recorded.ts";
import type { StudyDocument } from "#study/results.ts";
import { withApp } from "./headless.ts";

const root = resolve(import.meta.dirname, "../..");
const folder = join(root, "public/recorded");
const keep = (name: string, document: StudyDocument) =>
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(document)}\n`);

async function runAnew(name: string): Promise<void> {
  const plan: unknown = JSON.parse(readFileSync(join(folder, `${name}.plan.json`), "utf8"));
  await withApp(join(root, "dist"), async (app) => {
    const { document, input } = await app.runPlan(plan, [], (line) => process.stderr.write(`${name}: ${line}\n`));
    keep(name, document);
    writeFileSync(join(folder, `${name}.rows.json.gz`), gzipSync(JSON.stringify(input), { level: 9 }));
  });
}

function computeAnew(name: string): void {
  const document = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as StudyDocument;
  const rows = gunzipSync(readFileSync(join(folder, `${name}.rows.json.gz`))).toString();
  keep(name, { ...document, results: report(JSON.parse(rows) as ReportInput) });
}

for (const name of recordedNames) {
  if (process.argv.includes("--results")) computeAnew(name);
  else await runAnew(name);
}
