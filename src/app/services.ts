/** @file The one place that wires. */
import { openLaboratory } from "#study/laboratory.ts";
import type { Laboratory } from "#study/studies.ts";
import { automationOf } from "./automation.ts";

/** Opens the laboratory and offers it to headless runs too. */
export function createLaboratory(): Promise<Laboratory> {
  const laboratory = openLaboratory();
  globalThis.selfsame = laboratory.then(automationOf);
  globalThis.selfsame.catch(() => undefined); // the page itself tells why it did not open
  return laboratory;
}
