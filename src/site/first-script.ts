/** @file The page's first script: sets the content policy before anything else runs. The build puts it into the page. */
import { connectableOrigins, connectionsKey } from "#core/connections.ts";
import { contentPolicy } from "./policy.ts";

function storedConnections(): string | null {
  try {
    return localStorage.getItem(connectionsKey);
  } catch {
    return null; // storage is switched off: nothing is connected
  }
}

const meta = document.createElement("meta");
meta.httpEquiv = "Content-Security-Policy";
meta.content = contentPolicy(new URL("./", document.baseURI).href, connectableOrigins(storedConnections()));
document.head.append(meta);
globalThis.selfsamePolicy = meta.content;
