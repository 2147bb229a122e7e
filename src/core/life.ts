/** @file Whether a worker still lives. One that the browser ends, out of memory, may send no error and leave no answer. */

const noLocks = () => !(navigator.locks as LockManager | undefined); // a page that is not secure has none

/** Called in a worker: holds a lock for as long as the worker lives. Resolves once it is held. */
export async function showLife(name: string): Promise<void> {
  if (noLocks()) return;
  await new Promise<void>((held) => {
    void navigator.locks.request(name, () => {
      held();
      return new Promise(() => {}); // the browser frees it with the worker, however that ends
    });
  });
}

/** Called in the page once the worker shows its life: resolves when it lives no more. Never without locks. */
export function endOfLife(name: string): Promise<void> {
  return noLocks() ? new Promise(() => {}) : navigator.locks.request(name, () => undefined);
}

/** What fails when a worker's life ended unasked. */
export const endedSilently = (): Error =>
  new Error("The worker ended without a word; the browser may have run out of memory.");
