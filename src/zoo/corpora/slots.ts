/** @file What people put into the slots of a request. The last quarter of each list is never trained on. */
import { clockSlots } from "./slots-clock.ts";
import { foodSlots } from "./slots-food.ts";
import { musicSlots } from "./slots-music.ts";
import { peopleSlots } from "./slots-people.ts";
import { placeSlots } from "./slots-places.ts";
import type { Dialect } from "./dialects.ts";
import { dialects } from "./dialects.ts";

export const slotLists: Readonly<Record<string, readonly string[]>> = {
  ...clockSlots,
  ...foodSlots,
  ...musicSlots,
  ...peopleSlots,
  ...placeSlots,
};

function listOf(slot: string): readonly string[] {
  const list = slotLists[slot];
  if (!list) throw new RangeError(`There is no slot "${slot}"; there are: ${Object.keys(slotLists).join(", ")}.`);
  return list;
}

/** How many values at the end of a list are held out: a quarter, at least two. */
export const heldOutCount = (length: number): number => Math.max(2, Math.floor(length / 4));

/** Values that no model is trained on. */
export function heldOutValues(slot: string): readonly string[] {
  const list = listOf(slot);
  return list.slice(list.length - heldOutCount(list.length));
}

/** Values that texts of a dialect are trained with: without the held-out quarter and a third that the dialect lacks. */
export function trainedValues(slot: string, dialect: Dialect): readonly string[] {
  const list = listOf(slot);
  const lacks = dialects.indexOf(dialect);
  return list.slice(0, list.length - heldOutCount(list.length)).filter((_, i) => i % dialects.length !== lacks);
}
