/** @file Who may work on a study now, over all tabs and workers. A lock falls with its tab, however that ends. */
import { InputError } from "#core/words.ts";

const runOf = (id: string) => `selfsame study ${id}`;
const resultsOf = (id: string) => `selfsame results ${id}`;

/** A page that is not secure has none, nor has Node. */
const lockManager = () => (globalThis as { navigator?: { locks?: LockManager | null } }).navigator?.locks;

/** Whether a study is running now, in this tab or in another. */
export async function isRunning(id: string): Promise<boolean> {
  const { held = [] } = (await lockManager()?.query()) ?? {};
  return held.some(({ name }) => name === runOf(id));
}

/** Runs a study in one tab at a time. Throws an InputError where another one runs it. */
export async function alone<Output>(id: string, work: () => Promise<Output>): Promise<Output> {
  const locks = lockManager();
  if (!locks) return work();
  return locks.request(runOf(id), { ifAvailable: true }, (lock) => {
    if (lock) return work();
    throw new InputError("This study is running in another tab. Stop it there, or close that tab, then continue.");
  });
}

/** Renews a study's results after whoever does so now: each must see the rows that the other brought. */
export async function inTurn<Output>(id: string, work: () => Promise<Output>): Promise<Output> {
  const locks = lockManager();
  return locks ? locks.request(resultsOf(id), work) : work();
}
