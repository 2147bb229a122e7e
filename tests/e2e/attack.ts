/** @file Every known way to send something to another origin. The functions run inside the browser, one by one. */

/**
 * Tries all vectors that this context has against `target` (an origin) and returns their names. Self-contained, so
 * that its source can also run in a worker. A request names its vector: `/x/<context>/<vector>`.
 */
export async function attack(target: string, context: string): Promise<string[]> {
  const tried: string[] = [];
  const pending: Promise<unknown>[] = [];
  function vector(name: string, send: (url: string) => unknown): void {
    tried.push(name);
    try {
      pending.push(Promise.resolve(send(`${target}/x/${context}/${name}`)).catch(() => undefined));
    } catch {
      // refused at once
    }
  }

  vector("fetch", (url) => fetch(url, { mode: "no-cors" }));
  vector("post", (url) => fetch(url, { method: "POST", body: "rows", mode: "no-cors" }));
  vector("keepalive", (url) => fetch(url, { keepalive: true, mode: "no-cors" }));
  vector("websocket", (url) => new WebSocket(url.replace("http", "ws")));
  vector("import", (url) => import(url));
  vector("xhr", (url) => {
    const xhr = new XMLHttpRequest();
    xhr.open("GET", url);
    xhr.send();
  });
  vector("event-source", (url) => {
    const source = new EventSource(url);
    setTimeout(() => source.close(), 500);
  });
  vector("cache", async (url) => (await caches.open("probe")).add(new Request(url, { mode: "no-cors" })));

  if (typeof document !== "undefined") {
    const add = (name: string, tag: string, attribute: string, properties: Record<string, string> = {}) =>
      vector(name, (url) => {
        const element = document.createElement(tag);
        Object.assign(element, properties);
        element.setAttribute(attribute, url);
        document.body.append(element);
      });
    add("image", "img", "src");
    add("script", "script", "src");
    add("video", "video", "src");
    add("frame", "iframe", "src");
    add("object", "object", "data");
    add("embed", "embed", "src");
    add("stylesheet", "link", "href", { rel: "stylesheet" });
    add("prefetch", "link", "href", { rel: "prefetch" });
    add("preload", "link", "href", { rel: "preload", as: "fetch" });
    add("modulepreload", "link", "href", { rel: "modulepreload" });
    vector("beacon", (url) => navigator.sendBeacon(url, "rows"));
    vector("font", (url) => new FontFace("probe", `url("${url}")`).load());
    vector("css-url", (url) => {
      document.body.style.backgroundImage = `url("${url}")`;
    });
    vector("ping", (url) => {
      const link = Object.assign(document.createElement("a"), { href: "#ping", ping: url });
      document.body.append(link);
      link.click();
    });
    vector("form", (url) => {
      const frame = Object.assign(document.createElement("iframe"), { name: "form-target" });
      const form = Object.assign(document.createElement("form"), {
        action: url,
        target: "form-target",
        method: "post",
      });
      document.body.append(frame, form);
      form.submit();
    });
    vector("blank-frame", (url) => {
      const frame = document.createElement("iframe");
      document.body.append(frame);
      return (frame.contentWindow as unknown as typeof globalThis).fetch(url, { mode: "no-cors" });
    });
    vector("srcdoc-frame", (url) => {
      const frame = document.createElement("iframe");
      frame.srcdoc = `<img src="${url}">`;
      document.body.append(frame);
    });
  }
  await Promise.race([Promise.all(pending), new Promise((done) => setTimeout(done, 1500))]);
  await new Promise((done) => setTimeout(done, 500)); // what was only queued goes out
  return tried;
}

/** Runs `source` (which calls postMessage once) in a worker from a blob. */
export function inBlobWorker(source: string): Promise<string[]> {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: "text/javascript" })), { type: "module" });
  return new Promise((done, fail) => {
    worker.onmessage = ({ data }) => done(data as string[]);
    worker.onerror = (event) => fail(new Error(event.message));
  });
}

/** Whether a worker by URL starts; one that did would not obey the page's policy. */
export function urlWorkerStarts(url: string): Promise<boolean> {
  return new Promise((done) => {
    try {
      const worker = new Worker(url, { type: "module" });
      worker.onerror = () => done(false);
      worker.onmessage = () => done(true);
      setTimeout(() => done(true), 1500); // it runs and says nothing
    } catch {
      done(false);
    }
  });
}
