/** @file The one place that wires. */
import type { Lab } from "#state/lab.svelte.ts";
import type { Router } from "#state/route.svelte.ts";
import type {} from "./automation.ts"; // globalThis.selfsame

/** Opens the lab, and offers its laboratory to headless runs too. The first page does not wait for it. */
export function openLab(router: Router): Promise<Lab> {
  const parts = import("./opening.ts");
  const opening = parts.then((part) => part.openLab(router));
  globalThis.selfsame = opening.then(async ({ laboratory }) => (await parts).automationOf(laboratory));
  for (const promise of [opening, globalThis.selfsame]) promise.catch(() => undefined); // the rooms tell why
  return opening;
}
