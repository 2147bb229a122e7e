/** @file What an OpenAI-compatible server is asked, and what its refusals mean. */
import type { ReplySchema } from "#core/language-model.ts";
import { InputError } from "#core/words.ts";

/** Where a server is and what it is shown; the key is attached to requests to this address alone. */
export interface ServerDoor {
  /** Ends without a slash, e.g. `http://localhost:11434/v1`. */
  address: string;
  key: string | null;
}

export interface ServedModel {
  name: string;
  /** Where the server tells (llama.cpp does). */
  parameters: number | null;
}

/** Tries of one request, the first one too. */
const tries = 5;
const longestWaitMs = 60_000;
/** A model on a slow machine may need minutes for a reply. */
const requestMs = 10 * 60_000;

const retried = (status: number) => status === 408 || status === 429 || status >= 500;

/** Half a second, then twice as long each time; what the server asks for comes first. */
function waitMs(attempt: number, retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? "");
  const asked =
    retryAfter === null ? NaN : Number.isFinite(seconds) ? seconds * 1000 : Date.parse(retryAfter) - Date.now();
  return Math.min(longestWaitMs, Number.isFinite(asked) ? Math.max(0, asked) : 500 * 2 ** attempt);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** The browser does not say why a request failed, so all that can be the reason is said. */
const unreachable = (address: string) =>
  new InputError(
    `${address} did not answer, or its answer was not meant for this page; the browser does not tell which. ` +
      "Is the server running at this address? Does it allow requests from this page (CORS)? See “If it does not answer” on the Models page.",
  );

/** The server's own words about a mistake, shortened. */
async function wordsOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  try {
    const body = JSON.parse(text) as { error?: { message?: unknown } | string; message?: unknown };
    const said = typeof body.error === "object" ? body.error.message : (body.error ?? body.message);
    if (typeof said === "string") return said.slice(0, 300);
  } catch {
    // not JSON: as it stands
  }
  return text.slice(0, 300);
}

/** The server understood the request and does not fulfil it. */
export class Refusal extends InputError {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

async function refusal({ address, key }: ServerDoor, response: Response): Promise<Refusal> {
  const said = await wordsOf(response);
  const quoted = said && ` It says: “${said}”`;
  if (response.status === 401 || response.status === 403) {
    const found = key === null ? "asks for a key" : "did not accept the key";
    const message = `${address} ${found} (status ${response.status}). Enter it on the Models page.${quoted}`;
    return new Refusal(message, response.status);
  }
  return new Refusal(`${address} answered with status ${response.status}.${quoted}`, response.status);
}

/**
 * Asks the server and reads its JSON. Overload and faults of the server (408, 429, 5xx) and a broken connection are
 * tried again a few times; what stays wrong is raised as an InputError.
 */
async function ask(door: ServerDoor, path: string, init: RequestInit, signal?: AbortSignal): Promise<unknown> {
  const headers = new Headers(init.headers);
  if (door.key !== null) headers.set("authorization", `Bearer ${door.key}`);
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    const timeout = AbortSignal.timeout(requestMs);
    const request = {
      ...init,
      ...{ headers, credentials: "omit" as const, redirect: "error" as const },
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    };
    const response = await fetch(door.address + path, request).catch(() => null);
    signal?.throwIfAborted();
    const last = attempt + 1 === tries;
    // A server that is not there is not waited for as long as one that asks for patience.
    if (!response && (last || attempt === 1)) throw unreachable(door.address);
    if (response?.ok) {
      return response.json().catch(() => {
        signal?.throwIfAborted();
        throw new InputError(
          `${door.address}${path} answered with something else than JSON. Does the address end in /v1?`,
        );
      });
    }
    if (response && (!retried(response.status) || last)) throw await refusal(door, response);
    await pause(waitMs(attempt, response?.headers.get("retry-after") ?? null), signal);
  }
}

/** The models that the server has, by name. */
export async function servedModels(door: ServerDoor, signal?: AbortSignal): Promise<ServedModel[]> {
  const body = (await ask(door, "/models", {}, signal)) as { data?: unknown };
  if (!Array.isArray(body?.data)) {
    throw new InputError(`${door.address}/models lists no models ("data" is missing). Does the address end in /v1?`);
  }
  const models = new Map<string, ServedModel>(); // a name may be listed twice
  for (const listed of body.data as ({ id?: unknown; meta?: { n_params?: unknown } | null } | null)[]) {
    if (typeof listed?.id !== "string") continue;
    const size = listed.meta?.n_params;
    models.set(listed.id, { name: listed.id, parameters: typeof size === "number" ? size : null });
  }
  return [...models.values()];
}

export interface ChatRequest {
  model: string;
  messages: readonly { role: string; content: string }[];
  temperature: number;
  top_p: number;
  top_k?: number;
  max_tokens: number;
  seed: number;
  response_format?: { type: "json_schema"; json_schema: { name: string; strict: boolean; schema: ReplySchema } };
}

export interface ChatReply {
  text: string;
  finish: "end" | "length";
  /** Tokens written; null where the server does not count. */
  tokens: number | null;
}

/** One reply of `/chat/completions`. */
export async function chat(door: ServerDoor, request: ChatRequest, signal?: AbortSignal): Promise<ChatReply> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(request) };
  const body = (await ask(door, "/chat/completions", init, signal)) as {
    choices?: { message?: { content?: unknown }; finish_reason?: unknown }[];
    usage?: { completion_tokens?: unknown };
  } | null;
  const choice = body?.choices?.[0];
  if (!choice?.message) {
    throw new InputError(`${door.address}/chat/completions gave no message. Is this an OpenAI-compatible server?`);
  }
  const { content } = choice.message;
  const tokens = body?.usage?.completion_tokens;
  return {
    text: typeof content === "string" ? content : "",
    finish: choice.finish_reason === "length" ? "length" : "end",
    tokens: typeof tokens === "number" ? tokens : null,
  };
}
