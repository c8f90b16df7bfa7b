import type { components } from "./generated/schema.js";
import { Paged } from "./paged.js";
import { LmsProblem } from "./problem.js";

type Session = components["schemas"]["Session"];

/** Where a library is, and how patient its client is. Times are in milliseconds. */
export interface ConnectionOptions {
  /** Where Lms runs, as `https://library.example/`; in a browser on the same site it may be `/`. */
  address: string | URL;
  /** Who signs in where nobody has yet, before the first request; without it, call `signIn`. */
  username?: string;
  /** The password of `username`. */
  password?: string;
  /** How often a request is repeated that was not answered or that may succeed later; 4 where it is left out. */
  retries?: number;
  /** How long to wait at most before the first repetition; twice as long before each further one. 200 where it is left out. */
  firstWait?: number;
  /** The longest that is waited; where the library asks for more, its answer is passed on. 20,000 where it is left out. */
  longestWait?: number;
  /** How long before its end an access token is replaced; 30,000 where it is left out. */
  refreshBefore?: number;
  /** What sends the requests; the platform's own where it is left out. */
  fetch?: typeof fetch;
  /** Told whenever the tokens change, to keep them; null after signing out. */
  onTokens?: (tokens: Session | null) => void;
}

/** What can be said of any call. */
export interface CallOptions {
  /** Ends the call. */
  signal?: AbortSignal;
  /** The ETag of what was read: the change is refused with 412 where somebody else was faster. */
  ifMatch?: string;
  /** A key of one's own; one is made where it is left out. */
  idempotencyKey?: string;
  /** Sees the answer, as for its `ETag`. */
  onAnswer?: (answer: Response) => void;
}

/** What can be said of following events. */
export interface EventOptions extends CallOptions {
  /** The id of the last event that was heard on another day, 0 for all there ever were; what happens from now on where it is left out. */
  lastEventId?: string | number | undefined;
}

/** What happened, as a stream of events tells it. */
export interface ServerEvent<T> {
  /** What kind of event, as `checkout` or `finished`. */
  readonly event: string;
  /** What it tells. */
  readonly data: T;
  /** From where to go on another day, as `lastEventId`; empty where the stream always tells how things are now. */
  readonly id: string;
}

interface Content {
  body?: unknown;
  mediaType?: string;
  query?: object | undefined;
}

/** How long to wait before a stream is opened again, in milliseconds. */
const reopenAfter = 1_000;

interface Ticket {
  readonly tokens: Session;
  readonly endsAt: number;
}

/** The way to a library: sign-in, retries and problems, for all resources alike. */
export class Connection {
  readonly #options: Required<Pick<ConnectionOptions, "retries" | "firstWait" | "longestWait" | "refreshBefore">> & ConnectionOptions;
  #ticket: Ticket | null = null;
  #next: Promise<Ticket | null> | null = null;

  constructor(options: ConnectionOptions) {
    this.#options = { retries: 4, firstWait: 200, longestWait: 20_000, refreshBefore: 30_000, ...options };
  }

  /** The tokens, to be kept for another day; null where nobody is signed in. */
  get tokens(): Session | null {
    return this.#ticket?.tokens ?? null;
  }

  /** Takes tokens that were kept, as after a restart; null signs out here, without telling the library. */
  use(tokens: Session | null): void {
    this.#ticket = tokens && { tokens, endsAt: Date.now() + tokens.expires_in * 1000 };
    this.#options.onTokens?.(tokens);
  }

  /** Signs in; from then on the session renews itself. */
  async signIn(username: string, password: string, signal?: AbortSignal): Promise<void> {
    this.use(await this.#ask("auth/login", { username, password }, signal));
  }

  /** Signs out; the session's tokens are no longer good. */
  async signOut(): Promise<void> {
    const tokens = this.tokens;
    if (tokens) await this.call("POST", "/auth/logout", { body: { refresh_token: tokens.refresh_token }, mediaType: "application/x-www-form-urlencoded" });
    this.use(null);
  }

  /** Does one operation. */
  async call<T>(method: string, path: string, content: Content = {}, options: CallOptions = {}): Promise<T> {
    const answer = await this.#send(method, path, content, options);
    if (answer.status === 204 || answer.headers.get("content-length") === "0") return undefined as T;
    return (answer.headers.get("content-type")?.includes("json") ? await answer.json() : (await answer.text()) || undefined) as T;
  }

  /** A list that is read page by page. */
  list<T>(path: string, query: object = {}, options: CallOptions = {}): Paged<T> {
    return new Paged<T>(async (cursor) => {
      const answer = await this.#send("GET", path, { query: cursor === undefined ? query : { ...query, cursor } }, options);
      const total = answer.headers.get("x-total-count");
      return { items: (await answer.json()) as T[], nextCursor: cursorOfNext(answer.headers.get("link")), total: total === null ? null : Number(total) };
    });
  }

  /** Events as they come, until the last kind of event; where the connection breaks off, it goes on after the last one heard. */
  async *follow<T>(path: string, query: object = {}, options: EventOptions = {}, last?: string): AsyncGenerator<ServerEvent<T>, void, undefined> {
    let heard = options.lastEventId;
    for (let stood = false; ; await pause(reopenAfter, options.signal)) {
      try {
        const answer = await this.#send("GET", path, { query }, { ...options, lastEventId: heard }, "text/event-stream");
        stood = true;
        for await (const { event, data, id } of eventsIn(answer.body!, options.signal)) {
          if (id) heard = id;
          if (!data) continue;
          yield { event, data: JSON.parse(data) as T, id };
          if (event === last) return;
        }
      } catch (error) {
        // A stream that stood once is worth waiting for, however long the library is away.
        if (!stood || options.signal?.aborted || error instanceof SyntaxError || (error instanceof LmsProblem && error.status < 500 && error.status !== 429)) throw error;
      }
    }
  }

  async #send(method: string, path: string, content: Content, options: EventOptions, accept = "application/json"): Promise<Response> {
    const headers = new Headers({ accept });
    if (options.lastEventId !== undefined) headers.set("last-event-id", String(options.lastEventId));
    if (options.ifMatch !== undefined) headers.set("if-match", options.ifMatch);
    if (method === "POST") headers.set("idempotency-key", options.idempotencyKey ?? crypto.randomUUID());
    const body = bodyOf(content, headers);
    const address = this.#address(path, content.query);
    for (let attempt = 0; ; attempt++) {
      const isLast = attempt >= this.#options.retries;
      let wait: number;
      try {
        const answer = await this.#signedIn(address, { method, headers, body, signal: options.signal ?? null });
        const named = isLast ? null : await this.#waitAfter(method, answer, attempt);
        if (named === null || named > this.#options.longestWait) {
          options.onAnswer?.(answer);
          return await accepted(answer);
        }
        wait = named;
      } catch (error) {
        if (error instanceof LmsProblem || isLast || options.signal?.aborted || !isDoneOnce(method)) throw error;
        wait = this.#backoff(attempt);
      }
      await pause(wait, options.signal);
    }
  }

  async #signedIn(address: string, request: RequestInit): Promise<Response> {
    const fetch = this.#options.fetch ?? globalThis.fetch;
    let ticket = this.#ticket;
    if (/\/auth\/(login|refresh|password\/(forgot|reset))$/.test(address)) return await fetch(address, request);
    if (ticket ? ticket.endsAt - this.#options.refreshBefore <= Date.now() : this.#options.username !== undefined) ticket = await this.#nextTicket(ticket);
    if (!ticket) return await fetch(address, request);
    const answer = await fetch(address, bearing(request, ticket));
    const next = answer.status === 401 ? await this.#nextTicket(ticket) : null;
    return next ? await fetch(address, bearing(request, next)) : answer;
  }

  /** The tokens after these: one request gets them, however many wait; null where the session is over. */
  async #nextTicket(used: Ticket | null): Promise<Ticket | null> {
    if (this.#ticket !== used) return this.#ticket;
    this.#next ??= this.#renew(used).finally(() => (this.#next = null));
    return await this.#next;
  }

  async #renew(used: Ticket | null): Promise<Ticket | null> {
    const { username, password } = this.#options;
    let tokens = used && (await this.#askOrNull("auth/refresh", { refresh_token: used.tokens.refresh_token }));
    if (!tokens && username !== undefined && password !== undefined) tokens = await this.#ask("auth/login", { username, password });
    this.use(tokens);
    return this.#ticket;
  }

  async #askOrNull(path: string, form: Record<string, string>): Promise<Session | null> {
    try {
      return await this.#ask(path, form);
    } catch (error) {
      if (error instanceof LmsProblem && (error.status === 401 || error.status === 400)) return null;
      throw error;
    }
  }

  async #ask(path: string, form: Record<string, string>, signal?: AbortSignal): Promise<Session> {
    const fetch = this.#options.fetch ?? globalThis.fetch;
    const answer = await fetch(this.#address(path), { method: "POST", body: new URLSearchParams(form), signal: signal ?? null });
    return (await (await accepted(answer)).json()) as Session;
  }

  #address(path: string, query: object = {}): string {
    const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    const search = new URLSearchParams(said.map(([name, value]) => [name, value instanceof Date ? value.toISOString() : String(value)]));
    return String(this.#options.address).replace(/\/$/, "") + "/" + path.replace(/^\//, "") + (said.length > 0 ? `?${search}` : "");
  }

  /** How long to wait before a request is worth repeating; null where it is not. */
  async #waitAfter(method: string, answer: Response, attempt: number): Promise<number | null> {
    const isWorthIt =
      answer.status === 429 ||
      ([502, 503, 504].includes(answer.status) && isDoneOnce(method)) ||
      (answer.status === 409 && method === "POST" && (await answer.clone().text()).includes('"request-in-progress"'));
    if (!isWorthIt) return null;
    const said = answer.headers.get("retry-after");
    if (said === null) return this.#backoff(attempt);
    return /^\d+$/.test(said) ? Number(said) * 1000 : Math.max(0, Date.parse(said) - Date.now());
  }

  #backoff(attempt: number): number {
    return Math.min(this.#options.firstWait * 2 ** attempt, this.#options.longestWait) * (0.5 + Math.random() / 2);
  }
}

/** Whether doing it again changes nothing more: a POST has its idempotency key. */
const isDoneOnce = (method: string): boolean => method === "GET" || method === "POST";

const bearing = (request: RequestInit, ticket: Ticket): RequestInit => {
  const headers = new Headers(request.headers);
  headers.set("authorization", `Bearer ${ticket.tokens.access_token}`);
  return { ...request, headers };
};

const accepted = async (answer: Response): Promise<Response> => {
  if (answer.ok) return answer;
  const isProblem = answer.headers.get("content-type")?.startsWith("application/problem+json");
  throw isProblem ? new LmsProblem(await answer.json(), answer.headers) : new Error(`The library answered ${answer.status} ${answer.statusText}`);
};

const bodyOf = ({ body, mediaType }: Content, headers: Headers): Blob | string | null => {
  if (body === undefined) return null;
  headers.set("content-type", body instanceof Blob && body.type ? body.type : (mediaType ?? "application/json"));
  if (body instanceof Blob) return body;
  return mediaType === "application/x-www-form-urlencoded" ? String(new URLSearchParams(Object.entries(body as object))) : JSON.stringify(body);
};

/** The cursor in a header Link (RFC 8288) of the next page. */
const cursorOfNext = (link: string | null): string | null => {
  const next = link?.split(/,\s*(?=<)/).find((one) => /;\s*rel="?next"?/.test(one));
  const query = next?.slice(next.indexOf("<") + 1, next.indexOf(">")).split("?")[1];
  return new URLSearchParams(query ?? "").get("cursor");
};

/** Events as they stand in a stream (WHATWG, server-sent events). */
async function* eventsIn(body: NonNullable<Response["body"]>, signal?: AbortSignal): AsyncGenerator<ServerEvent<string>, void, undefined> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  // Once nobody remembers the answer, aborting its request leaves the reading of its body waiting for ever.
  const stop = (): void => void reader.cancel().catch(() => undefined);
  signal?.addEventListener("abort", stop, { once: true });
  let text = "";
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const blocks = (text + part.value).split(/\r?\n\r?\n/);
      text = blocks.pop()!;
      yield* blocks.map(eventOf);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
    await reader.cancel();
  }
}

const eventOf = (block: string): ServerEvent<string> => {
  const of = (name: string): string[] =>
    block.split(/\r?\n/).filter((line) => line.startsWith(name + ":")).map((line) => line.slice(name.length + 1).replace(/^ /, ""));
  return { event: of("event").at(-1) ?? "message", data: of("data").join("\n"), id: of("id").at(-1) ?? "" };
};

const pause = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", stop, { once: true });
  });
