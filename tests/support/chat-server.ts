/** @file A little OpenAI-compatible server that stands for the user's own: it writes and answers by a rule. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ChatServer {
  origin: string;
  /** What it was asked, as "METHOD path"; preflights are left out. */
  asked: string[];
  close(): void;
}

interface Chat {
  messages: { content: string }[];
  seed: number;
}

const cors = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Headers": "authorization, content-type",
  "Access-Control-Allow-Methods": "GET, POST",
};

/** Writes a text with its label's words in it, and answers with the first label one of whose words it finds. */
function reply({ messages, seed }: Chat): string {
  const last = messages.at(-1)!.content;
  if (last.startsWith("Intent:")) {
    const words = last.slice("Intent:".length).trim().replaceAll("_", " ");
    return `<text>please ${words} number ${seed % 9973}</text>`;
  }
  if (!last.startsWith("Text:")) return "Turn on the light in the hall.";
  const labels = [...messages[0]!.content.matchAll(/^\d+\. (\S+)$/gm)].map(([, label]) => label!);
  const found = labels.find((label) => label.split("_").some((word) => word.length > 3 && last.includes(word)));
  return found ?? "none of them";
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const json = (body: unknown) =>
    void response.writeHead(200, { ...cors, "content-type": "application/json" }).end(JSON.stringify(body));
  if (request.method === "OPTIONS") return void response.writeHead(204, cors).end();
  if (request.url === "/v1/models") return json({ object: "list", data: [{ id: "rule:1b", object: "model" }] });
  let text = "";
  for await (const chunk of request) text += chunk as string;
  const content = reply(JSON.parse(text) as Chat);
  json({
    choices: [{ message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: { completion_tokens: 8 },
  });
}

export async function chatServer(): Promise<ChatServer> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    if (request.method !== "OPTIONS") asked.push(`${request.method} ${request.url}`);
    void answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
