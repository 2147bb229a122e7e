/** @file The servers on the user's own machine that the page may reach, and what was asked of them. */
import { policyAllows } from "#core/connections.ts";
import {
  doorOf,
  forgetServer,
  keepServer,
  keyOf,
  readAddress,
  rememberKey,
  type Server,
  serverModelId,
  storedServers,
} from "#models/servers.ts";
import { messageOf, type Problem } from "./problem.ts";

export type { Server } from "#models/servers.ts";
export { serverModelId } from "#models/servers.ts";

/** What the service worker tells of a request. */
interface LedgerLine {
  method: string;
  origin: string;
  path: string;
}

const policy = () => (globalThis as { selfsamePolicy?: string }).selfsamePolicy;

export class Servers {
  connected = $state.raw<readonly Server[]>([]);
  /** Taken away, but allowed by the policy until the next load of the page. */
  ending = $state.raw<readonly string[]>([]);
  /** Requests since this page was loaded, by origin, as the service worker counted them. */
  requests = $state.raw<Readonly<Record<string, number>>>({});
  asking = $state.raw<string | null>(null);
  problem = $state.raw<Problem | null>(null);

  readonly modelIds: readonly string[] = $derived(
    this.connected.flatMap((server) => server.models.map((model) => serverModelId(server, model))),
  );

  #ledger: BroadcastChannel | null = null;

  /** Reads the connections and, where there are any, listens to the ledger. */
  read(): void {
    try {
      this.connected = storedServers();
    } catch {
      this.connected = []; // storage is switched off: nothing is connected
    }
    if (this.connected.length === 0 || this.#ledger || typeof BroadcastChannel === "undefined") return;
    this.#ledger = new BroadcastChannel("selfsame-ledger");
    this.#ledger.onmessage = ({ data }: MessageEvent<LedgerLine>) => {
      if (data.method === "OPTIONS") return;
      this.requests = { ...this.requests, [data.origin]: (this.requests[data.origin] ?? 0) + 1 };
    };
  }

  /** Whether the browser lets this page reach an origin: it does from the load after the connection was made. */
  allowed(origin: string): boolean {
    return policyAllows(policy(), origin);
  }

  /** Names a server; whether its address could be one. */
  connect(typed: string): boolean {
    return this.#guard("", () => {
      const { origin, address } = readAddress(typed);
      keepServer({ origin, address, addedAtMs: Date.now(), models: [] });
      this.ending = this.ending.filter((other) => other !== origin);
      this.read();
    });
  }

  disconnect(origin: string): void {
    this.#guard(origin, () => {
      forgetServer(origin);
      if (this.allowed(origin)) this.ending = [...this.ending, origin];
      this.read();
    });
  }

  hasKey(origin: string): boolean {
    return keyOf(origin) !== null;
  }

  /** Asks a server which models it has; the key is kept in memory only. */
  async ask(origin: string, key: string): Promise<void> {
    this.problem = null;
    this.asking = origin;
    try {
      if (key !== "") rememberKey(origin, key);
      const { servedModels } = await import("#models/chat-server.ts");
      const models = (await servedModels(doorOf(origin))).map(({ name }) => name);
      const server = storedServers().find((stored) => stored.origin === origin);
      if (server) keepServer({ ...server, models });
      this.read();
    } catch (reason) {
      this.problem = { name: origin, text: messageOf(reason) };
    }
    this.asking = null;
  }

  #guard(name: string, action: () => void): boolean {
    this.problem = null;
    try {
      action();
      return true;
    } catch (reason) {
      this.problem = { name, text: messageOf(reason) };
      return false;
    }
  }
}
