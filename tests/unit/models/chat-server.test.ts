import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChatRequest } from "#models/chat-server.ts";
import { servedModels } from "#models/chat-server.ts";
import { openServerModel } from "#models/server-model.ts";
import { readAddress } from "#models/servers.ts";

interface Asked {
  body: ChatRequest;
  key: string | undefined;
}

let server: Server;
let address: string;
let key: string | null;
let asked: Asked[];
let underWay: number;
let mostUnderWay: number;
/** How the next requests are answered, first to last; afterwards all is well. */
let troubles: ((response: ServerResponse) => void)[];

async function complete(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request) text += chunk as string;
  const body = JSON.parse(text) as ChatRequest;
  asked.push({ body, key: request.headers.authorization });
  const trouble = troubles.shift();
  if (trouble) return trouble(response);
  mostUnderWay = Math.max(mostUnderWay, ++underWay);
  await new Promise((resolve) => setTimeout(resolve, 20));
  underWay--;
  const content = `reply to ${body.messages.at(-1)!.content}`;
  const choice = { message: { content }, finish_reason: body.max_tokens < 5 ? "length" : "stop" };
  response.end(JSON.stringify({ choices: [choice], usage: { completion_tokens: 7 } }));
}

beforeEach(async () => {
  [key, asked, underWay, mostUnderWay, troubles] = [null, [], 0, 0, []];
  server = createServer((request, response) => {
    if (request.url === "/v1/chat/completions") return void complete(request, response);
    if (request.url !== "/v1/models") return void response.writeHead(404).end("no such page");
    response.end(
      JSON.stringify({
        data: [{ id: "small:1b", meta: { n_params: 1.2e9 } }, null, { id: "org/other" }, { id: "org/other" }],
      }),
    );
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

test("a list of models that names one twice, or holds what is none, gives each once", async () => {
  expect((await servedModels({ address, key })).map(({ name }) => name)).toEqual(["small:1b", "org/other"]);
});

const fails =
  (status: number, headers: Record<string, string> = {}, body = "") =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(body);
const open = (name = "small:1b") => openServerModel(`server/x/${name}`, name, () => ({ address, key }));
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, seed) => ({
    prompt: { messages: [{ role: "user" as const, content: `row ${seed}` }] },
    seed: 2 ** 32 - 1 - seed,
  }));
const sampling = { temperature: 0.5, topP: 0.9, topK: 0, maxNewTokens: 16 };

test("each row is one request with its own seed, three at a time, in the order of the rows", async () => {
  const model = await open();
  expect(model.info).toMatchObject({ parameters: 1.2e9, capabilities: { promptStyle: "chat", score: false } });
  let tokens = 0;
  const texts = await model.generate(rowsOf(8), sampling, { onTokens: (n) => (tokens += n) });
  expect(texts.map(({ text }) => text)).toEqual(rowsOf(8).map((_, i) => `reply to row ${i}`));
  expect(texts[0]).toMatchObject({ tokens: 7, finish: "end", logProb: null });
  expect(tokens).toBe(56);
  expect(mostUnderWay).toBe(3);
  expect(asked[0]!.body).toMatchObject({ model: "small:1b", temperature: 0.5, top_p: 0.9, max_tokens: 16 });
  const seeds = asked.map(({ body }) => body.seed);
  expect(new Set(seeds).size).toBe(8);
  expect(seeds.every((seed) => seed >= 0 && seed < 2 ** 31)).toBe(true);
  const [cut] = await model.generate(rowsOf(1), { ...sampling, maxNewTokens: 4 });
  expect(cut!.finish).toBe("length");
});

test("log-probabilities are refused with what to do", async () => {
  await expect((await open()).score([])).rejects.toThrow('Use "solve": "answer"');
});

test("a model that the server does not have is refused before the study", async () => {
  await expect(open("big")).rejects.toThrow('has no model "big". It has: small:1b, org/other.');
});

test("overload is waited for as the server asks, faults are tried again", async () => {
  const model = await open();
  troubles = [fails(429, { "retry-after": "0" }), fails(503, { "retry-after": "0" })];
  const [written] = await model.generate(rowsOf(1), sampling);
  expect(written!.text).toBe("reply to row 0");
  expect(asked).toHaveLength(3);
});

test("what stays wrong is told in the server's words, after five tries", async () => {
  const model = await open();
  const body = JSON.stringify({ error: { message: "model is loading" } });
  troubles = Array.from({ length: 9 }, () => fails(500, { "retry-after": "0" }, body));
  await expect(model.generate(rowsOf(1), sampling)).rejects.toMatchObject({
    name: "InputError",
    message: `${address} answered with status 500. It says: “model is loading”`,
  });
  expect(asked).toHaveLength(5);
});

test("a key is shown to the server and asked for where it is missing or wrong, at once", async () => {
  const model = await open();
  troubles = [fails(401, {}, '{"error": "no key"}'), fails(401)];
  await expect(model.generate(rowsOf(1), sampling)).rejects.toThrow(
    "asks for a key (status 401). Enter it on the Models",
  );
  key = "sk-canary";
  await expect(model.generate(rowsOf(1), sampling)).rejects.toThrow("did not accept the key");
  await model.generate(rowsOf(1), sampling);
  expect(asked.map((request) => request.key)).toEqual([undefined, "Bearer sk-canary", "Bearer sk-canary"]);
});

test("an answer that is no chat completion is told apart from silence", async () => {
  const model = await open();
  troubles = [fails(200, {}, "<!doctype html>"), fails(200, {}, "{}")];
  await expect(model.generate(rowsOf(1), sampling)).rejects.toThrow(
    "something else than JSON. Does the address end in /v1?",
  );
  await expect(model.generate(rowsOf(1), sampling)).rejects.toThrow("gave no message");
  server.closeAllConnections();
  server.close();
  await expect(model.generate(rowsOf(1), sampling)).rejects.toThrow(/did not answer.*CORS/);
});

test("one failing row ends the block; stopping ends it at once", async () => {
  const model = await open();
  troubles = [fails(400)];
  await expect(model.generate(rowsOf(40), sampling)).rejects.toThrow("status 400");
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked.length).toBeLessThanOrEqual(3); // those that were on their way

  const controller = new AbortController();
  troubles = Array.from({ length: 9 }, () => fails(429, { "retry-after": "30" }));
  const running = model.generate(rowsOf(40), sampling, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(running).rejects.toMatchObject({ name: "AbortError" });
});

describe("addresses", () => {
  test.each([
    ["http://localhost:11434/v1", "http://localhost:11434/v1"],
    ["localhost:11434", "http://localhost:11434/v1"],
    [" http://127.0.0.1:8080/v1/ ", "http://127.0.0.1:8080/v1"],
    ["http://localhost:1234/v1/chat/completions", "http://localhost:1234/v1"],
    ["http://localhost:8000/openai/v1/models", "http://localhost:8000/openai/v1"],
  ])("%s is %s", (typed, expected) => expect(readAddress(typed).address).toBe(expected));

  test.each([
    ["", /is no address/],
    ["http://", /is no address/],
    ["https://api.openai.com/v1", /api\.openai\.com is not on this machine/],
    ["http://192.168.1.5:11434", /192\.168\.1\.5:11434 is not on this machine/],
    ["http://localhost.evil.example", /is not on this machine/],
    ["http://[::1]:11434/v1", /Write http:\/\/127\.0\.0\.1:11434/],
    ["http://user:secret@localhost:11434", /cannot be connected/],
  ])("%j is refused", (typed, expected) => expect(() => readAddress(typed)).toThrow(expected));
});

test("a schema is sent along, and left off for good where the server refuses it", async () => {
  const model = await open();
  const schema = { type: "object" };
  const rows = rowsOf(1).map(({ prompt, seed }) => ({ prompt: { ...prompt, schema }, seed }));
  await model.generate(rows, sampling);
  expect(asked[0]!.body.response_format).toMatchObject({ type: "json_schema", json_schema: { schema } });
  troubles = [fails(400, {}, "response_format is not known")];
  const [written] = await model.generate(rows, sampling);
  await model.generate(rows, sampling);
  expect(written!.text).toBe("reply to row 0");
  expect(asked.map(({ body }) => body.response_format !== undefined)).toEqual([true, true, false, false]);
  troubles = [fails(401)];
  await expect(model.generate(rows, sampling)).rejects.toThrow("asks for a key");
});
