/** @file The only place where workers start. */

const bootstraps = new Map<string, string>();

/**
 * A worker by URL obeys its own headers, not the page's content policy; a blob worker inherits the policy. So the
 * worker is a blob that imports the real chunk. The import must be dynamic: a static one is checked against
 * worker-src. Messages that arrive before the chunk is there are kept.
 */
function bootstrapUrl(chunk: string): string {
  const source = `
const early = [];
const keep = (event) => { event.stopImmediatePropagation(); early.push(event); };
addEventListener("message", keep);
import(${JSON.stringify(chunk)}).then(
  () => {
    removeEventListener("message", keep);
    for (const { data, ports } of early) dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
  },
  (error) => setTimeout(() => { throw error; }),
);`;
  return URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
}

/** Starts a module worker. `chunkUrl` is what `import url from "./x.worker.ts?worker&url"` gives. */
export function spawnWorker(chunkUrl: string, name: string): Worker {
  const chunk = new URL(chunkUrl, import.meta.url).href;
  let url = bootstraps.get(chunk);
  if (url === undefined) bootstraps.set(chunk, (url = bootstrapUrl(chunk)));
  return new Worker(url, { type: "module", name });
}
