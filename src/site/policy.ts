/** @file The content policy: what the browser lets this page and its workers reach. */
import { isConnectable } from "#core/connections.ts";

/** `scripts`, `connect` and `workers` are source lists; everything else is the same in every policy of the page. */
function policy(scripts: string, connect: string, workers: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' blob: 'wasm-unsafe-eval'${scripts}`, // blob: is onnxruntime's glue when it uses threads
    "style-src 'self'",
    "img-src 'self' blob:", // blob: is a chart on its way to PNG: drawn from bytes that the page made, never fetched
    "font-src 'self'",
    `connect-src 'self' blob:${connect}`,
    `worker-src blob: ${workers}`,
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * The policy of the page in the folder `here` (an absolute URL that ends in "/"): requests to its own origin and to
 * the connected origins alone, workers from blobs alone (they inherit this policy; workers by URL would not), no frames.
 */
export function contentPolicy(here: string, connected: readonly string[]): string {
  const origins = connected.filter(isConnectable).map((origin) => ` ${origin}`);
  return policy("", origins.join(""), `${here}sw.js`);
}

/**
 * The policy written into the page, for the case that its first script fails: both apply, so it holds back all but
 * requests, and of scripts inside the page lets only the first one run (its SHA-256 in base64).
 */
export function writtenPolicy(firstScriptSha256: string): string {
  return policy(
    ` 'sha256-${firstScriptSha256}'`,
    " data: https: http://localhost:* http://127.0.0.1:*", // data: so that `policyHolds` tests the other policy
    "'self'",
  );
}
