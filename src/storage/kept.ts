/** @file Whether there is anything to open: told without the database's own script. */

export const databaseName = "selfsame";

/** Whether this browser holds a database of an earlier visit; true where it does not tell. */
export async function somethingKept(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === databaseName);
  } catch {
    return true; // the opening finds out, and says what is wrong
  }
}
