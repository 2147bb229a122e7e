import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import type { StudyDocument } from "#study/results.ts";

const plan = {
  version: 1,
  kind: "fidelity",
  task: "intent",
  seed: 5,
  data: { test: { name: "mine", text: "utterance", label: "intent" } },
  models: ["zoo/formal-narrow-32k", "zoo/formal-65k"],
  generate: { perGenerator: 24 },
  solve: ["direct", "generative"],
  metric: "accuracy",
};

const mine = [
  ["wake me up at seven tomorrow", "set_alarm"],
  ["could you set an alarm for 6 am, please?", "set_alarm"],
  ["put on some jazz", "play_music"],
  ["Please play a song by the band", "play_music"],
  ["will it rain in the afternoon?", "get_weather"],
  ["what is the weather like on friday", "get_weather"],
];

let folder: string;
let files = 0;

test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "selfsame-study-"));
});
test.afterEach(() => rmSync(folder, { recursive: true }));

function study(document: unknown, ...words: string[]) {
  const path = join(folder, "plan.json");
  writeFileSync(path, typeof document === "string" ? document : JSON.stringify(document));
  const run = spawnSync("node_modules/.bin/tsx", ["src/cli/study.ts", path, ...words], { encoding: "utf8" });
  return { code: run.status, error: run.stderr.trim().split("\n") };
}

function csv(rows: readonly (readonly string[])[], header = "utterance,intent") {
  const path = join(folder, `mine-${++files}.csv`);
  writeFileSync(path, `${[header, ...rows.map((row) => row.map((cell) => `"${cell}"`).join(","))].join("\n")}\n`);
  return path;
}

test("a study on one's own rows from a terminal", () => {
  const out = join(folder, "out");
  const { code, error } = study(plan, "--data", `mine=${csv(mine)}`, "--out", out);
  expect(error.join("\n")).toContain("generate");
  expect(error.join("\n")).toMatch(/^estimate: .* for 48 rows and 216 answers, up to \d/m); // 2 × 24; 2 × 2 × (6 + 48)
  expect(code).toBe(0);

  const document = JSON.parse(readFileSync(join(out, "study.json"), "utf8")) as StudyDocument;
  expect(document).toMatchObject({ schemaVersion: 1, plan: { seed: 5 }, manifest: { device: "wasm", seed: 5 } });
  expect(document.results.map((result) => result.solve)).toEqual(["direct", "generative"]);
  const lines = readFileSync(join(out, "predictions.jsonl"), "utf8").trim().split("\n");
  const predictions = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  for (const { solvers, datasets, measures, solve, real } of document.results) {
    expect(real).toBe("mine");
    expect(solvers).toEqual(plan.models); // three labels of two rows: no training rows for classical solvers
    expect(Object.keys(datasets)).toEqual(["mine", ...plan.models]);
    expect(Object.keys(measures.biasFactor)).toEqual(plan.models);
    for (const [name, { generator, scores }] of Object.entries(datasets)) {
      expect(generator).toBe(name === "mine" ? null : name);
      solvers.forEach((solver, i) => {
        const own = predictions.filter((p) => p["solve"] === solve && p["dataset"] === name && p["solver"] === solver);
        expect(own).toHaveLength(name === "mine" ? 6 : 24);
        const right = own.filter((p) => p["prediction"] === p["target"]).length;
        expect(scores[i]).toBeCloseTo(right / own.length, 12);
        for (const p of own) expect(p["score"]).toBe(p["prediction"] === p["target"] ? 1 : 0);
      });
    }
  }
});

test("what is wrong is said in one line, with exit code 1", () => {
  const out = ["--out", join(folder, "out")];
  const data = (path: string) => ["--data", `mine=${path}`, ...out];
  const cases: [unknown, string[], string][] = [
    ["{", out, "is not JSON"],
    [{ ...plan, version: 9 }, out, "version 9"],
    [{ ...plan, modles: [] }, out, '"modles" is not a field'],
    [plan, ["--data", "other=x.csv", ...out], '"other", which the plan does not use'],
    [plan, ["--data", `mine=${join(folder, "none.csv")}`, ...out], "Could not read the data file"],
    [plan, out, 'no dataset "mine"'],
    [plan, data(csv(mine, "text,intent")), 'no column "utterance"; its columns are text, intent'],
    [plan, data(csv([...mine, ["", "set_alarm"]])), "row 7, column"],
    [plan, data(csv([...mine, ["hello", "greet"]])), "greet"],
    [{ ...plan, models: ["zoo/nobody"] }, data(csv(mine)), 'no model "zoo/nobody"'],
    [plan, [], "--out DIR is missing"],
  ];
  for (const [document, words, reason] of cases) {
    const { code, error } = study(document, ...words);
    expect(error.filter((line) => !/^(pilot|adapt|generate)/.test(line)).join("\n")).toContain(reason);
    expect(code).toBe(1);
  }
});
