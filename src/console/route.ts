import type { WebAnswer, WebRequest } from '../web.ts';

/** Somebody who is logged in asks for something. */
export interface Asked {
  readonly request: WebRequest;
  /** What stands in the places of the path that have a name, in their order. */
  readonly params: readonly string[];
  /** The JSON that was sent; undefined where nothing was. */
  readonly said: unknown;
  /** The session's id. */
  readonly session: string;
}

/** Something under `/console/api/`. What it is sent goes through a schema of its own. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** `chats/:id` */
  readonly path: string;
  readonly answer: (asked: Asked) => Promise<WebAnswer>;
}

export type Found =
  | { readonly kind: 'found'; readonly route: Route; readonly params: readonly string[] }
  /** There is something, but not by this method. */
  | { readonly kind: 'other-method'; readonly allow: string }
  | { readonly kind: 'none' };

/** @param path what follows `/console/api/`, nothing in it decoded */
export function findRoute(routes: readonly Route[], method: string, path: string): Found {
  const fitting = routes.flatMap(route => {
    const params = paramsOf(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const found = fitting.find(({ route }) => route.method === method);
  if (found) return { kind: 'found', ...found };
  const [other] = fitting;
  return other ? { kind: 'other-method', allow: other.route.method } : { kind: 'none' };
}

function paramsOf(pattern: string, path: string): string[] | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: string[] = [];
  for (const [index, segment] of wanted.entries()) {
    const text = decoded(given[index] ?? '');
    if (segment.startsWith(':') && text) params.push(text);
    else if (segment !== text) return undefined;
  }
  return params;
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
