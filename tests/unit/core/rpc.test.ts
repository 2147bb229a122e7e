import { expect, test } from "vitest";
import { connect, serve, type MortalPort } from "#core/rpc.ts";
import { InputError } from "#core/words.ts";

interface Jobs {
  double: { input: number; progress: string; output: number };
  fail: { input: string; progress: never; output: never };
  wait: { input: null; progress: never; output: null };
  unclonable: { input: null; progress: never; output: unknown };
  move: { input: Float32Array; progress: never; output: Float32Array };
}

function pair() {
  const { port1, port2 } = new MessageChannel();
  serve<Jobs>(port2 as unknown as MortalPort, {
    async double(n, { report }) {
      report(`doubling ${n}`);
      setTimeout(() => report("too late"));
      return 2 * n;
    },
    async fail(message) {
      throw new InputError(message);
    },
    wait: (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason as Error));
      }),
    unclonable: async () => () => 1,
    async move(array, { transfer }) {
      transfer.push(array.buffer as ArrayBuffer);
      return array;
    },
  });
  const near = port1 as unknown as MortalPort;
  return { client: connect<Jobs>(near), near, close: () => port1.close() };
}

test("a run reports progress, then returns once; nothing follows", async () => {
  const { client, close } = pair();
  const progress: string[] = [];
  const runs = [1, 2].map((n) => client.run("double", n, { onProgress: (text) => progress.push(text) }));
  expect(await Promise.all(runs)).toEqual([2, 4]);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(progress).toEqual(["doubling 1", "doubling 2"]);
  close();
});

test("errors keep name, message and stack; a result that cannot be sent is an error too", async () => {
  const { client, close } = pair();
  const error = await client.run("fail", 'row 17, column "label"').catch((cause: unknown) => cause as Error);
  expect(error).toMatchObject({ name: "InputError", message: 'row 17, column "label"' });
  expect(error).toBeInstanceOf(InputError);
  expect((error as Error).stack).toContain("rpc.test.ts");
  await expect(client.run("unclonable", null)).rejects.toThrow(/clone/);
  expect(await client.run("double", 4)).toBe(8);
  close();
});

test("abort reaches the running job; an aborted signal starts none", async () => {
  const { client, close } = pair();
  const controller = new AbortController();
  const run = client.run("wait", null, { signal: controller.signal });
  controller.abort();
  await expect(run).rejects.toMatchObject({ name: "AbortError" });
  await expect(client.run("wait", null, { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
  close();
});

test("the death of the other side fails pending and later runs", async () => {
  const { client, near, close } = pair();
  const run = client.run("wait", null);
  await Promise.resolve();
  near.onerror?.({ message: "out of memory" } as ErrorEvent);
  await expect(run).rejects.toThrow("The worker stopped: out of memory.");
  await expect(client.run("double", 1)).rejects.toThrow("out of memory");
  close();
});

test("buffers move both ways", async () => {
  const { client, close } = pair();
  const array = new Float32Array([1, 2]);
  expect([...(await client.run("move", array, { transfer: [array.buffer] }))]).toEqual([1, 2]);
  expect(array.length).toBe(0);
  close();
});
