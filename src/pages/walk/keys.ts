/** @file The keys that turn the pages of the walk. */

/** The step that a key leads to; null where it leads nowhere. */
export function stepAfter(key: string, step: number, last: number): number | null {
  const next = { ArrowRight: step + 1, ArrowLeft: step - 1, Home: 1, End: last }[key];
  return next === undefined || next < 1 || next > last || next === step ? null : next;
}

/** Where the focus is, the key has a meaning of its own, or is meant for the browser. */
export function isTaken({ target, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return true;
  return (
    target instanceof Element && target.closest("input, select, textarea, [contenteditable], [role=region]") !== null
  );
}
