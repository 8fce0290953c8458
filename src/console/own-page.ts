import type { WebRequest } from '../web.ts';

/**
 * Whether a request that changes something comes from our own page. Another site's page can send neither the header
 * nor this type without asking first, and we allow nobody; its origin, which browsers tell, says the same once more.
 */
export function isFromOwnPage({ headers }: Pick<WebRequest, 'headers'>): boolean {
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type !== 'application/json' || headers['x-yanqiao'] !== '1') return false;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin } = headers;
  return origin === undefined || isOurs(origin, headers);
}

/** A proxy may tell us another host than the browser sees; it then says which. */
function isOurs(origin: string, headers: WebRequest['headers']): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  const ours = [headers['host'], headers['x-forwarded-host']?.split(',', 1)[0]?.trim()];
  return ours.some(each => each?.toLowerCase() === host);
}
