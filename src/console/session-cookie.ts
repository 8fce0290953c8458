import type { WebRequest } from '../web.ts';
import { sessionMs } from './sessions.ts';

const name = 'yq_console';

/** The session that a request says it belongs to; `''`: to none. */
export function sessionIdOf({ headers }: Pick<WebRequest, 'headers'>): string {
  for (const pair of (headers['cookie'] ?? '').split(';')) {
    const [key, value = ''] = pair.trim().split('=', 2);
    if (key === name) return value;
  }
  return '';
}

/** Scripts cannot read it, and no other site's page can send it. @param id `''` takes it away */
export function sessionCookie(id: string, { headers }: Pick<WebRequest, 'headers'>): string {
  const life = id === '' ? 0 : sessionMs / 1000;
  const secure = headers['x-forwarded-proto']?.split(',', 1)[0]?.trim() === 'https' ? '; Secure' : '';
  return `${name}=${id}; Path=/console; Max-Age=${life}; HttpOnly; SameSite=Strict${secure}`;
}
