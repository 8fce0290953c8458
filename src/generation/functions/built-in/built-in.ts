import type { Offered } from '../offered.ts';

/** A function that is shipped with the product and needs no key. */
export type BuiltIn = Omit<Offered, 'check' | 'label' | 'builtIn'>;
