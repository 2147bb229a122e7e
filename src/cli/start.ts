/** @file `npm start [-- --port N] [--no-open]`: serves the built site and opens it. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { serve } from "./serve.ts";

/** Always the same, because the browser keeps studies by origin, and the port is part of it. */
const usualPort = "4780";

function openInBrowser(url: string): void {
  const [command, ...words] =
    process.platform === "darwin" ? ["open"] : process.platform === "win32" ? ["cmd", "/c", "start", ""] : ["xdg-open"];
  spawn(command!, [...words, url], { stdio: "ignore", detached: true })
    .on("error", () => undefined) // no desktop here: the printed address is enough
    .unref();
}

try {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: usualPort },
      "no-open": { type: "boolean", default: Boolean(process.env.CI) },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`--port expects a number from 0 (any free port) to 65535; found "${values.port}".`);
  }
  const site = await serve(join(import.meta.dirname, "../../dist"), { port });
  console.log(`Selfsame is at ${site.url}  (Ctrl+C ends it)`);
  if (!values["no-open"]) openInBrowser(site.url);
} catch (cause) {
  console.error((cause as Error).message);
  process.exitCode = 1;
}
