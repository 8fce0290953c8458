import type { Moment } from '../../simulators/watch.ts';

/** The ports at both ends of a connection on this machine. */
export type Ends = Pick<Moment, 'port' | 'door'>;

/** What names a connection: no two have both ports in common at a time. */
export const connectionOf = ({ port, door }: Ends): string => `${port} ${door}`;
