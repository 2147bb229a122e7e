/** @file The lab with everything that it is made of: a script of its own, fetched while the first page is on screen. */
import { Lab } from "#state/lab.svelte.ts";
import type { Router } from "#state/route.svelte.ts";
import { openLaboratory } from "#study/laboratory.ts";

export { automationOf } from "./automation.ts";

export async function openLab(router: Router): Promise<Lab> {
  const lab = new Lab(await openLaboratory(), router);
  await lab.start();
  return lab;
}
