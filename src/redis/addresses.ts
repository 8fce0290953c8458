/** What `REDIS_URL` names: one server, or some nodes of a Cluster. */
export type Addresses =
  | { readonly kind: 'right'; readonly addresses: readonly [string, ...string[]] }
  /** `problem` says what to write, and holds nothing of what was written. */
  | { readonly kind: 'wrong'; readonly problem: string };

const usual = 'write redis://host:6379/0, rediss://… for TLS, or unix:/path/to/socket';
const several =
  'the nodes of a Cluster are written as redis://user:password@a:7000,b:7001,c:7002 (rediss:// for TLS); in a user or a password, write %2C for a comma and %40 for @';

const wrong = (problem: string): Addresses => ({ kind: 'wrong', problem });

/**
 * Reads `REDIS_URL`. Nodes of a Cluster stand behind commas, each as a whole address or by host and port alone; protocol,
 * user and password of the first hold for all.
 * @returns of a Cluster, whole addresses, each once
 */
export function readAddresses(text: string): Addresses {
  if (/^unix:\/./.test(text)) return { kind: 'right', addresses: [text] };
  const groups = text.split(/,(?=\s*rediss?:\/\/)/);
  // A password with both could as well be the next node's user.
  if (groups.some(group => /@[^@,]*,[^@]*@/.test(group))) return wrong(several);
  const parts = groups.flatMap(partsOf);
  const [first = ''] = parts;
  if (!isAddress(first)) return wrong(parts.length > 1 ? several : usual);
  if (parts.length === 1) return { kind: 'right', addresses: [first] };
  const nodes = parts.map(part =>
    /^rediss?:\/\//.test(part) ? part : `${new URL(first).protocol}//${part}`,
  );
  if (!nodes.every(isNode)) return wrong(several);
  const [head, ...others] = nodes.map(node => new URL(node));
  if (!head || !others.every(other => goesWith(other, head))) {
    return wrong(`${several}; all nodes have one protocol, one user and one password`);
  }
  const hosts = [head, ...others].map(({ hostname, port }) => `${hostname}:${port || 6379}`);
  const [address = '', ...more] = [...new Set(hosts)].map(host => nodeAt(head.href, host));
  return { kind: 'right', addresses: [address, ...more] };
}

/** The addresses of a setting that was found right; throws where it is not. */
export function addressesOf(text: string): readonly [string, ...string[]] {
  const read = readAddresses(text);
  if (read.kind === 'wrong') throw new Error(read.problem);
  return read.addresses;
}

/** Another node of the Cluster that `node` belongs to. @param host `host:port` */
export function nodeAt(node: string, host: string): string {
  const { protocol, username, password } = new URL(node);
  const user = username === '' && password === '' ? '' : `${username}${password && `:${password}`}@`;
  return `${protocol}//${user}${host}`;
}

/** The address of a node of a Cluster; undefined where it names a database, options or a socket. */
export function asNode(address: string): string | undefined {
  if (!isNode(address)) return undefined;
  const { hostname, port } = new URL(address);
  return nodeAt(address, `${hostname}:${port || 6379}`);
}

/** Cuts `redis://user:password@a:7000,b:7001` at the commas between hosts: one in a password has an `@` behind it. */
function partsOf(group: string): string[] {
  const hosts = group.lastIndexOf('@') + 1;
  const [first = '', ...others] = group.slice(hosts).split(',');
  return [group.slice(0, hosts) + first, ...others].map(part => part.trim());
}

const isAddress = (part: string) => /^rediss?:\/\//.test(part) && URL.canParse(part);

/** A Cluster has one database. */
function isNode(part: string): boolean {
  if (!isAddress(part)) return false;
  const { hostname, pathname, search, hash } = new URL(part);
  return hostname !== '' && /^\/?0?$/.test(pathname) && search === '' && hash === '';
}

/** Who names neither user nor password goes by those of the first. */
function goesWith(other: URL, first: URL): boolean {
  const silent = other.username === '' && other.password === '';
  const same = other.username === first.username && other.password === first.password;
  return other.protocol === first.protocol && (silent || same);
}
