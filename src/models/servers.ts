/** @file The servers on the user's own machine: named in localStorage, their keys in memory alone. */
import { connectableOrigins, connectionsKey, isConnectable } from "#core/connections.ts";
import type { LanguageModel } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";
import type { ServerDoor } from "./chat-server.ts";

export interface Server {
  origin: string;
  /** Ends without a slash, e.g. `http://localhost:11434/v1`. */
  address: string;
  addedAtMs: number;
  /** The models that it listed when it was last asked. */
  models: readonly string[];
}

const serversKey = "selfsame.servers";

/** Plans name such a model `server/HOST:PORT/MODEL`. */
export const serverPrefix = "server/";
export const serverModelId = ({ origin }: Pick<Server, "origin">, model: string): string =>
  `${serverPrefix}${new URL(origin).host}/${model}`;

/** Never stored: gone with the page. */
const keys = new Map<string, string>();

export const keyOf = (origin: string): string | null => keys.get(origin) ?? null;

export function rememberKey(origin: string, key: string): void {
  if (key.trim() === "") keys.delete(origin);
  else keys.set(origin, key.trim());
}

/**
 * Reads an address as the user types it.
 * @throws InputError where it is no http address on this machine.
 */
export function readAddress(typed: string): { origin: string; address: string } {
  const text = typed.trim();
  const full = /^[a-z]+:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full))
    throw new InputError(`“${text}” is no address. Write one such as http://localhost:11434/v1.`);
  const { origin, hostname, pathname, username, password, port, host } = new URL(full);
  if (hostname === "[::1]" || hostname === "0.0.0.0") {
    throw new InputError(`A content policy cannot name ${hostname}. Write http://127.0.0.1${port && `:${port}`}.`);
  }
  if (!["localhost", "127.0.0.1"].includes(hostname)) {
    throw new InputError(
      `${host} is not on this machine. Only servers at http://localhost or http://127.0.0.1 can be connected, ` +
        "so that your rows stay here.",
    );
  }
  if (!isConnectable(origin) || username || password) {
    throw new InputError(`“${text}” cannot be connected. Write an address such as http://localhost:11434/v1, no more.`);
  }
  const path = pathname.replace(/\/(chat\/completions|models)?\/*$/, "").replace(/\/+$/, "");
  return { origin, address: origin + (path === "" ? "/v1" : path) };
}

function isServer(value: unknown): value is Server {
  const { origin, address, addedAtMs, models } = (value ?? {}) as Partial<Record<keyof Server, unknown>>;
  if (!isConnectable(origin) || typeof address !== "string" || typeof addedAtMs !== "number") return false;
  return (address === origin || address.startsWith(`${origin}/`)) && Array.isArray(models);
}

/** The servers that the user connected, as they are stored now. */
export function storedServers(storage: Storage = localStorage): Server[] {
  const connected = connectableOrigins(storage.getItem(connectionsKey));
  try {
    const stored: unknown = JSON.parse(storage.getItem(serversKey) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isServer).filter(({ origin }) => connected.includes(origin)) : [];
  } catch {
    return [];
  }
}

function write(servers: readonly Server[], origins: readonly string[], storage: Storage): void {
  storage.setItem(serversKey, JSON.stringify(servers));
  storage.setItem(connectionsKey, JSON.stringify(origins));
}

/** Keeps a server, in place of one with the same origin; the policy names it from the next load of the page on. */
export function keepServer(server: Server, storage: Storage = localStorage): void {
  const { origin } = server;
  const others = storedServers(storage).filter((other) => other.origin !== origin);
  const origins = connectableOrigins(storage.getItem(connectionsKey)).filter((other) => other !== origin);
  write([...others, server], [...origins, origin], storage);
}

/** Takes a server and its key away; the policy leaves it out from the next load of the page on. */
export function forgetServer(origin: string, storage: Storage = localStorage): void {
  keys.delete(origin);
  const origins = connectableOrigins(storage.getItem(connectionsKey)).filter((other) => other !== origin);
  write(
    storedServers(storage).filter((other) => other.origin !== origin),
    origins,
    storage,
  );
}

/** Where to knock now: a server that was taken away in between is not asked any more. */
export function doorOf(origin: string): ServerDoor {
  const server = storedServers().find((stored) => stored.origin === origin);
  if (server) return { address: server.address, key: keyOf(origin) };
  throw new InputError(`${origin} is not connected any more. Connect it on the Models page, then reload.`);
}

/**
 * Opens the model behind `server/HOST:PORT/MODEL`.
 * @throws InputError where no such server is connected, it does not answer, or it has no such model.
 */
export async function openServed(id: string, signal?: AbortSignal): Promise<LanguageModel> {
  const [host = "", ...rest] = id.slice(serverPrefix.length).split("/");
  const servers = storedServers();
  const server = servers.find(({ origin }) => new URL(origin).host === host);
  if (!server) {
    const known = servers.map(({ origin }) => new URL(origin).host).join(", ") || "none";
    throw new InputError(
      `"${id}": no server at ${host} is connected (connected: ${known}). Connect it on the Models page.`,
    );
  }
  const { openServerModel } = await import("./server-model.ts");
  return openServerModel(id, rest.join("/"), () => doorOf(server.origin), signal);
}
