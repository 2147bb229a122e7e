/** @file Registers the service worker and tells when a new version waits. */

/** A first visit reads and runs something in this time; only then is the rest fetched. */
const settleMs = 5_000;

/** Asks for everything that this visit did not fetch, unless the user saves data; resolves with whether all is there. */
export async function keepForOfflineUse(): Promise<boolean> {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  if (!("serviceWorker" in navigator) || connection?.saveData) return false;
  const { active } = await navigator.serviceWorker.ready;
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<{ kept?: boolean }>) => {
      if (data?.kept !== undefined) resolve(data.kept);
    });
    active?.postMessage("keep");
  });
}

/**
 * Keeps the page for offline use. `onUpdate` gets a function that moves this page to a new version; a running study
 * would be cut short by that, so nobody calls it but the user.
 */
export async function registerServiceWorker(onUpdate: (update: () => void) => void): Promise<void> {
  if (!("serviceWorker" in navigator)) return; // private windows of some browsers
  const registration = await navigator.serviceWorker.register(new URL("./sw.js", document.baseURI));

  function offer(): void {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller) return;
    onUpdate(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      waiting.postMessage("activate");
    });
  }

  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}
