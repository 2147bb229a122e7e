import "fake-indexeddb/auto";
import { describe, expect, test, vi } from "vitest";
import { Arrival } from "#state/arrival.svelte.ts";
import type { Lab } from "#state/lab.svelte.ts";
import { openDatabase } from "#storage/schema.ts";

const lab = {} as Lab;

describe("a visit", () => {
  test("opens the lab when something asks for it, and once", async () => {
    const load = vi.fn(() => Promise.resolve(lab));
    const arrival = new Arrival(load);
    expect(arrival.lab).toBeNull();
    expect(await Promise.all([arrival.open(), arrival.open()])).toEqual([lab, lab]);
    expect(arrival.lab).toBe(lab);
    expect(load).toHaveBeenCalledOnce();
  });

  test("tries again after a failure", async () => {
    const load = vi.fn(() => Promise.resolve(lab)).mockRejectedValueOnce(new Error("blocked"));
    const arrival = new Arrival(load);
    await expect(arrival.open()).rejects.toThrow("blocked");
    expect(arrival.lab).toBeNull();
    expect(await arrival.open()).toBe(lab);
  });

  test("leaves the lab closed where no earlier visit left anything", async () => {
    const arrival = new Arrival(() => Promise.resolve(lab));
    expect(await arrival.openIfUsed()).toBeNull();
    (await openDatabase()).close();
    expect(await arrival.openIfUsed()).toBe(lab);
  });
});
