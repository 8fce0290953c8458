import { randomBytes } from 'node:crypto';

/** Lower case, as people's ids are; the `x` keeps it apart from the `t` and `m` before an id in a conversation's name. */
export const newId = () => `x${randomBytes(8).toString('hex')}`;
