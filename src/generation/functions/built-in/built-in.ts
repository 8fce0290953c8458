import type { Offered } from '../offered.ts';

/** A function that is shipped with the product and needs no key. */
export interface BuiltIn extends Omit<Offered, 'check' | 'label'> {
  readonly label: Readonly<Record<'zh-CN' | 'en', string>>;
}
