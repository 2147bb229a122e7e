/** @file Reading on at a part of a page. */

/** A link would change the address, which says what is open. */
export function goToPart(id: string): void {
  const heading = document.getElementById(id);
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}
