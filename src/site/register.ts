/** @file Registers the service worker and tells when a new version waits. */

/**
 * Keeps the site for offline use. `onUpdate` gets a function that moves this page to a new version; a running study
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
