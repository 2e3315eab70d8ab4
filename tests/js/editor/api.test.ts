import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { Api, ApiError } from "../../../storymap/browser/editor/api.ts";

let server: Server, api: Api, answer: (response: ServerResponse) => void;

before(async () => {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
  Object.assign(globalThis, { location: { href: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }, document: { documentElement: { lang: "en" } } });
  api = new Api("/api");
});
after(() => { server.closeAllConnections(); server.close(); });

/** The first half of an answer. */
function half(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "40" });
  response.write('{"candidates": [');
}

test("an answer that is cut off is no answer, and no empty one", async () => {
  answer = (response) => { half(response); setImmediate(() => response.destroy()); };
  await assert.rejects(api.ask("places"), (error) => error instanceof ApiError && error.status === 0 && error.passes);
});

test("a question that is given up while its answer comes ends as one that was given up before", async () => {
  const asked = new AbortController(), { fetch } = globalThis;
  answer = half;
  globalThis.fetch = async (...all) => {
    const begun = await fetch(...all);
    asked.abort();
    return begun;
  };
  try {
    await assert.rejects(api.ask("places", { signal: asked.signal }), { name: "AbortError" });
  } finally {
    globalThis.fetch = fetch;
  }
});

test("an answer without words is none that was cut off", async () => {
  answer = (response) => response.writeHead(204).end();
  assert.deepEqual(await api.ask("places"), {});
});

test("a refusal that is no JSON says its status", async () => {
  answer = (response) => response.writeHead(502, { "Content-Type": "text/html" }).end("<h1>Bad gateway</h1>");
  await assert.rejects(api.ask("places"), (error) => error instanceof ApiError && error.status === 502 && error.passes);
});
