/** @file Asks the browser whether the content policy is in force. */

declare global {
  /** The policy that the first script has set; undefined in `vite dev`, where there is none. */
  var selfsamePolicy: string | undefined;
}

/** Whether the browser refuses what the policy forbids. The probe is a data: URL, so nothing leaves if it does not. */
export async function policyHolds(): Promise<boolean> {
  if (globalThis.selfsamePolicy === undefined) return false;
  return fetch("data:,probe").then(
    () => false,
    () => true,
  );
}
