/** @file Which origins the user connected: read by the page's first script, written by its Models page. */

/** Where the page keeps the origins that the user connected: a JSON array in localStorage. */
export const connectionsKey = "selfsame.connections";

/**
 * Whether an origin may stand in the policy: https, or http on this machine. A URL parser alone would let through
 * `https://*` (every host) and `https://a;b` (a directive of its own).
 */
export function isConnectable(origin: unknown): origin is string {
  return (
    typeof origin === "string" &&
    /^(https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*|http:\/\/(localhost|127\.0\.0\.1))(:[0-9]+)?$/.test(origin)
  );
}

/** The connected origins in a stored text; none when it is absent or broken. */
export function connectableOrigins(stored: string | null): string[] {
  try {
    const origins: unknown = JSON.parse(stored ?? "[]");
    return Array.isArray(origins) ? origins.filter(isConnectable) : [];
  } catch {
    return [];
  }
}

/** Whether the content policy in force lets requests reach an origin; without a policy (development) all may be. */
export function policyAllows(policy: string | undefined, origin: string): boolean {
  if (policy === undefined) return true;
  const directive = policy.split("; ").find((part) => part.startsWith("connect-src "));
  return directive?.split(" ").includes(origin) ?? false;
}
