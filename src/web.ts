/** A request over HTTP, and its answer, as what is served knows them: nothing of Node's objects. */

/** What was sent with a request. */
export type Body =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'broken' };

export interface WebRequest {
  readonly method: string;
  /** As it was asked for, without what follows a `?`: nothing in it is decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** By their names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The address at the other end of the connection: perhaps a proxy's. */
  readonly peer: string;
  /** Reads what was sent; to be called once. @param largest bytes */
  readonly body: (largest: number) => Promise<Body>;
  /** Aborted when nobody listens any more, or the server closes: a body that streams comes to its end then. */
  readonly over: AbortSignal;
}

export interface WebAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A stream is read as fast as its reader takes it in, and no faster. */
  readonly body?: string | Buffer | AsyncIterable<string>;
}

/** All that is served under one path. One that rejects is answered 503. */
export type Site = (request: WebRequest) => Promise<WebAnswer>;
