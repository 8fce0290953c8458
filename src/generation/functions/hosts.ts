/** How a host came to be allowed. */
export type Allowance = 'by-name' | 'by-suffix' | 'not';

/** The form of an entry: a host, `*.` and a suffix, either with a port. */
export const hostForm = /^(\*\.)?([\w-]+(\.[\w-]+)*|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;

/**
 * Whether the admin listed this host: `api.example.com` is itself alone, `*.example.com` what ends in it; an entry with
 * a port is that port alone. Only who is listed by name may be at a private address.
 */
export function allowance(entries: readonly string[], url: URL): Allowance {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  const fits = (entry: string) => entry === host || entry === `${host}:${port}`;
  const listed = entries.map(entry => entry.toLowerCase());
  if (listed.some(fits)) return 'by-name';
  const inSuffix = (entry: string) => {
    const [suffix, wanted] = entry.slice(1).split(':');
    return host.endsWith(suffix ?? '') && (wanted === undefined || wanted === port);
  };
  return listed.some(entry => entry.startsWith('*.') && inSuffix(entry)) ? 'by-suffix' : 'not';
}
