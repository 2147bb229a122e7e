/** @file A proxy that every request of a browser context passes: pages, workers, service worker, web sockets. */
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Recorder {
  url: string;
  /** What was asked of any other origin than the allowed one; the proxy lets none of it through. */
  foreign: string[];
  /** Further origins that are let through: those that a test connects on purpose. */
  allowed: Set<string>;
  close(): Promise<void>;
}

/** Forwards to `allowedOrigin` and what is allowed later. Where that server is gone the connection breaks, as it does without network. */
export async function record(allowedOrigin: string): Promise<Recorder> {
  const foreign: string[] = [];
  const allowed = new Set([allowedOrigin]);

  function forward(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const url = new URL(incoming.url!);
    if (!allowed.has(url.origin)) {
      foreign.push(`${incoming.method} ${url.href}`);
      outgoing.writeHead(502).end();
      return;
    }
    const onward = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  }

  const proxy = createServer(forward).on("connect", (incoming, socket) => {
    foreign.push(`CONNECT ${incoming.url}`);
    socket.end("HTTP/1.1 502 Refused\r\n\r\n");
  });
  await new Promise<void>((done) => proxy.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    foreign,
    allowed,
    close: () =>
      new Promise((done) => {
        proxy.close(() => done());
        proxy.closeAllConnections();
      }),
  };
}
