/** @file A plot of upright intervals over places on a horizontal axis: its frame in pixels, and which places are written. */

export const frame = { left: 48, right: 16, top: 20, bottom: 42 } as const;

/** Half as high as wide, within limits. */
export const uprightHeight = (width: number): number => Math.min(320, Math.max(220, width * 0.5));

/** Of places in pixels, those whose numbers do not touch; the last is always among them. */
export function apart(places: readonly { x: number; text: string }[], room = 40): { x: number; text: string }[] {
  const kept: { x: number; text: string }[] = [];
  for (const place of [...places].sort((a, b) => b.x - a.x)) {
    const last = kept.at(-1);
    if (last === undefined || last.x - place.x >= room) kept.push(place);
  }
  return kept;
}
