/** @file The one place that wires. */
import { Arrival } from "#state/arrival.svelte.ts";
import type { Automation } from "./automation.ts";

/** The visit begins without the lab; headless runs open its laboratory by asking for `globalThis.selfsame`. */
export function arrive(): Arrival {
  const parts = () => import("./opening.ts");
  const arrival = new Arrival(async (router) => (await parts()).openLab(router));
  let automation: Promise<Automation> | null = null;
  const offer = async () => {
    const { laboratory } = await arrival.open();
    return (await parts()).automationOf(laboratory);
  };
  Object.defineProperty(globalThis, "selfsame", { configurable: true, get: () => (automation ??= offer()) });
  return arrival;
}
