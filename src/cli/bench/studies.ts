/** @file Whole studies in the built app, headless: seconds in all and by phase. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { predictionTable } from "#study/export.ts";
import { namedDatasets, parsePlan, type Plan } from "#study/plan.ts";
import { withApp, type DataFile, type FinishedStudy } from "#cli/headless.ts";
import type { Figure, Part, Target } from "./figure.ts";

const root = join(import.meta.dirname, "../../..");

interface TimedStudy {
  title: string;
  /** In public/examples. */
  planFile: string;
  files: readonly DataFile[];
  belowSeconds: number;
  /** What the target speaks of; a smaller study is not held against it. */
  least: { models: number; rows: number };
}

const bundled = (name: string) => existsSync(join(root, `public/examples/${name}.jsonl`));

function readPlan(planFile: string): Plan | null {
  const path = join(root, "public/examples", planFile);
  return existsSync(path) ? parsePlan(JSON.parse(readFileSync(path, "utf8"))) : null;
}

function targetOf({ belowSeconds, least }: TimedStudy, models: number, rows: number): Target {
  if (models >= least.models && rows >= least.rows) return { of: "measured", kind: "below", bound: belowSeconds };
  const found = `${models} models and sets of ${rows} rows`;
  return {
    of: "nothing",
    why: `it has ${found}; the target of ${belowSeconds} s is for ${least.models} models and ${least.rows} rows`,
  };
}

function figureOf(study: TimedStudy, plan: Plan, outcome: FinishedStudy, seconds: number): Figure {
  const { manifest, results } = outcome.document;
  const { rows: predictions } = predictionTable(outcome.input);
  const sets = Object.keys(results[0]?.datasets ?? {}).length;
  const phases = Object.entries(manifest.timingsMs).map(([phase, ms]) => {
    const tokens = manifest.tokens[phase] ?? 0;
    return `${phase} ${(ms / 1000).toFixed(1)} s${tokens > 0 ? ` (${tokens} tokens)` : ""}`;
  });
  const solvers = results[0]?.solvers.length ?? 0;
  return {
    title: study.title,
    measured: { value: seconds, unit: "s", what: "the page driven from the terminal, Chromium without GPU" },
    baseline: null,
    ratio: null,
    target: targetOf(study, plan.models.length, plan.generate.perGenerator),
    notes: [
      `${plan.models.length} models write ${plan.generate.perGenerator} rows each; ${solvers} solvers answer ` +
        `${sets} sets (${predictions.length} predictions).`,
      `${phases.join(", ")}; ${manifest.workers} workers, ${manifest.threads} thread each, ${manifest.device}.`,
    ],
  };
}

async function time(study: TimedStudy, tell: (line: string) => void): Promise<Part> {
  const plan = readPlan(study.planFile);
  if (!plan) return { figures: [], skipped: [`${study.title}: public/examples/${study.planFile} is not there.`] };
  let seconds = 0;
  const outcome = await withApp(join(root, "dist"), async (app) => {
    const started = performance.now();
    const files = await app.runPlan(plan, study.files, tell);
    seconds = (performance.now() - started) / 1000;
    return files;
  });
  return { figures: [figureOf(study, plan, outcome, seconds)], skipped: [] };
}

export function timeHomeStudy(tell: (line: string) => void): Promise<Part> {
  const least = { models: 8, rows: 240 };
  return time({ title: "Home study", planFile: "home.json", files: [], belowSeconds: 60, least }, tell);
}

/** `folder` holds SNIPS as `train.jsonl` and `test.jsonl`. */
export async function timeSnips(folder: string, tell: (line: string) => void): Promise<Part> {
  const title = "SNIPS, adapted models";
  const plan = readPlan("snips.json");
  const needed = plan ? namedDatasets(plan).filter((name) => !bundled(name)) : [];
  const paths = new Map(needed.map((name) => [name, join(folder, `${name.split("-").at(-1)}.jsonl`)]));
  const missing = [...paths.values()].find((path) => !existsSync(path));
  if (missing) return { figures: [], skipped: [`${title}: ${missing} is not there; name its folder with --data.`] };
  const files = Array.from(paths, ([name, path]) => ({
    name,
    filename: basename(path),
    text: readFileSync(path, "utf8"),
  }));
  const least = { models: 4, rows: 200 };
  return time({ title, planFile: "snips.json", files, belowSeconds: 300, least }, tell);
}
