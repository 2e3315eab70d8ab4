/** Requests to the editor's API; every refusal is an `ApiError` with the server's own words. */
import type { Problem } from "./store/state.ts";
import { t } from "./words.ts";

export interface Refusal { code: string; message: string; problems?: Problem[] }

/** What a refusal says and why, each sentence once. */
export function said({ message, problems = [] }: { message: string; problems?: readonly { message: string }[] }): string {
  return [...new Set([message, ...problems.map((problem) => problem.message)])].join(" ");
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly problems: Problem[];
  readonly body: Record<string, unknown>;

  /** `status` is 0 when no answer came. */
  constructor(status: number, refusal: Refusal, body: Record<string, unknown> = {}) {
    super(refusal.message);
    this.status = status;
    this.code = refusal.code;
    this.problems = refusal.problems ?? [];
    this.body = body;
  }

  /** Whether the same request may work later: no answer, a server in trouble, or one that asks to wait. */
  get passes(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 408 || this.status >= 500;
  }
}

function unanswered(): ApiError {
  return new ApiError(0, { code: "offline", message: t("The server does not answer.") });
}

export interface Asked {
  method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Sent as JSON, unless it is a Blob, which is sent as it is. */
  body?: unknown;
  /** The version that the change was made on. */
  version?: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  keepalive?: boolean;
  signal?: AbortSignal;
}

export class Api {
  readonly root: string;

  constructor(root: string) {
    this.root = root.endsWith("/") ? root : `${root}/`;
  }

  /** Ask and return the JSON of the answer. */
  async ask<T>(path: string, asked: Asked = {}): Promise<T> {
    const response = await this.fetched(path, asked);
    const body = (await response.json().catch((error: unknown) => {
      if (asked.signal?.aborted) throw error;
      if (response.ok && response.status !== 204) throw unanswered(); // the rest of it got lost
      return {};
    })) as Record<string, unknown>;
    if (response.ok) return body as T;
    const refusal = (body.error ?? { code: "failed", message: t("The server answered with {status}.", { status: response.status }) }) as Refusal;
    throw new ApiError(response.status, refusal, body);
  }

  private async fetched(path: string, asked: Asked): Promise<Response> {
    const url = new URL(path, new URL(this.root, location.href));
    for (const [key, value] of Object.entries(asked.query ?? {})) if (value !== undefined) url.searchParams.set(key, String(value));
    if (!url.searchParams.has("lang")) url.searchParams.set("lang", document.documentElement.lang);
    const raw = asked.body instanceof Blob;
    const headers: Record<string, string> = { Accept: "application/json", ...asked.headers };
    if (asked.version !== undefined) headers["If-Match"] = `"${asked.version}"`;
    if (asked.body !== undefined && !raw) headers["Content-Type"] = "application/json";
    try {
      return await fetch(url, {
        method: asked.method ?? "GET", headers, credentials: "same-origin", cache: "no-store",
        ...(asked.body === undefined ? {} : { body: raw ? (asked.body as Blob) : JSON.stringify(asked.body) }),
        ...(asked.keepalive ? { keepalive: true } : {}), ...(asked.signal ? { signal: asked.signal } : {}),
      });
    } catch (error) {
      if (asked.signal?.aborted || !(error instanceof TypeError)) throw error;
      throw unanswered();
    }
  }
}
