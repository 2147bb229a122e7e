import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publishedSets, replay } from "#published/fidelity.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "analyse-"));
});
afterAll(() => rm(folder, { recursive: true }));

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function analyse(content?: string): Promise<Outcome> {
  const path = join(folder, "scores.json");
  if (content !== undefined) await writeFile(path, content);
  return run(content === undefined ? join(folder, "none.json") : path);
}

function run(...words: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--import", "tsx", "src/cli/analyse.ts", ...words], (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

describe("npm run analyse", () => {
  it("prints the measures of a published matrix as JSON and nothing else", async () => {
    const set = publishedSets[0]!;
    const { code, stdout, stderr } = await analyse(JSON.stringify(set.matrix));
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ measures: replay(set).measures });
  });

  it("replays a published matrix with its source and every printed figure", async () => {
    const { code, stdout, stderr } = await run("--published", "c");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { set, matrix, comparisons } = JSON.parse(stdout) as Record<string, object>;
    expect(set).toMatchObject({ id: "C", provenance: "centred" });
    expect(comparisons).toEqual(replay(publishedSets[2]!).comparisons);
    expect((await analyse(JSON.stringify(matrix))).code).toBe(0);
    expect((await run("--published", "G")).stderr).toContain('Found no published set "G"');
  });

  it.each([
    ["a file that is not there", undefined, "cannot be read (ENOENT)"],
    ["text that is not JSON", "metric: f1", "is not JSON"],
    ["an unknown field", '{"metric":"f1","scores":[]}', '"scores" is not a field of a score matrix'],
    [
      "a row of the wrong length",
      '{"metric":"f1","solvers":["a","b"],"datasets":{"d":[1]},"generators":{}}',
      '"datasets"."d": found 1 score, expected 2',
    ],
  ])("leaves with 1 and one line for %s", async (_, content, message) => {
    const { code, stdout, stderr } = await analyse(content);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(stderr).toContain(message);
  });
});
