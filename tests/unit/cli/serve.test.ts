import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serve, type Site } from "#cli/serve.ts";

let folder: string;
let site: Site;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  await mkdir(join(folder, "public/models"), { recursive: true });
  await writeFile(join(folder, "secret.txt"), "outside");
  await writeFile(join(folder, "public/index.html"), "<title>page</title>");
  for (const name of ["a.wasm", "a.mjs", "a.onnx", "a.jsonl"])
    await writeFile(join(folder, "public/models", name), name);
  site = await serve(join(folder, "public"));
});

afterAll(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

test("serves index.html for a folder, with the headers of an isolated page", async () => {
  const response = await fetch(site.url);
  expect(await response.text()).toBe("<title>page</title>");
  expect(response.headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(response.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
});

test.each([
  ["a.wasm", "application/wasm"],
  ["a.mjs", "text/javascript; charset=utf-8"],
  ["a.onnx", "application/octet-stream"],
  ["a.jsonl", "application/jsonl; charset=utf-8"],
])("%s is %s", async (name, type) => {
  const response = await fetch(`${site.url}models/${name}?v=1`);
  expect(response.headers.get("content-type")).toBe(type);
  expect(await response.text()).toBe(name);
});

test.each(["missing.json", "models/", "models", "%", "index.html/x"])("%s is not found", async (path) => {
  expect((await fetch(site.url + path)).status).toBe(404);
});

/** fetch() would resolve the dots itself. */
function statusOf(path: string): Promise<number | undefined> {
  return new Promise((done, fail) => {
    request(site.url, { path }, (response) => done(response.resume().statusCode))
      .on("error", fail)
      .end();
  });
}

test.each(["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt"])(
  "%s stays inside the folder",
  async (path) => expect(await statusOf(path)).toBe(404),
);

test("refuses to write", async () => {
  expect((await fetch(site.url, { method: "POST", body: "x" })).status).toBe(405);
});

test("says which port is taken", async () => {
  const port = Number(new URL(site.url).port);
  await expect(serve(folder, { port })).rejects.toThrow(`Port ${port} is taken`);
});

test("says what to do when the folder is missing", async () => {
  await expect(serve(join(folder, "dist"))).rejects.toThrow("npm run build");
});
