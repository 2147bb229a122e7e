/** @file A static file server for the built site, on this machine only. */
import { createReadStream } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonl": "application/jsonl; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

const headers = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-cache",
};

export interface Site {
  /** Ends in "/". */
  url: string;
  close(): Promise<void>;
}

/** The file a request means, or null: outside the folder, a folder without index.html, or not there. */
async function fileFor(root: string, requestUrl: string): Promise<{ path: string; sizeBytes: number } | null> {
  try {
    const { pathname } = new URL(requestUrl, "http://site");
    const asked = join(root, decodeURIComponent(pathname), pathname.endsWith("/") ? "index.html" : "");
    const path = await realpath(asked);
    if (!path.startsWith(root + sep)) return null;
    const facts = await stat(path);
    return facts.isFile() ? { path, sizeBytes: facts.size } : null;
  } catch {
    return null;
  }
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
    return;
  }
  const file = await fileFor(root, request.url ?? "/");
  if (!file) {
    response.writeHead(404, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
    return;
  }
  response.writeHead(200, {
    ...headers,
    "Content-Type": types[extname(file.path)] ?? "application/octet-stream",
    "Content-Length": file.sizeBytes,
  });
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(file.path), response).catch(() => response.destroy()); // the browser left
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((done, fail) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      fail(
        cause.code === "EADDRINUSE" ? new Error(`Port ${port} is taken by another program; name another port.`) : cause,
      ),
    );
    server.listen(port, "127.0.0.1", done);
  });
}

/**
 * Serves `folder` over http on 127.0.0.1 with the headers that isolate a page. Port 0 takes any free one. A missing
 * file is 404, never index.html: libraries would read that page as their file.
 */
export async function serve(folder: string, { port = 0 }: { port?: number } = {}): Promise<Site> {
  const root = await realpath(resolve(folder)).catch(() => {
    throw new Error(`There is no folder ${resolve(folder)} to serve; build the site first: npm run build.`);
  });
  const server = createServer((request, response) => void answer(root, request, response));
  await listen(server, port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
