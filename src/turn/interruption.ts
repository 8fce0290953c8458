/** Why a running turn is told to end; the reason of its abort signal. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly kind: 'stopped' | 'handed-back';

  /** @param kind `stopped` by a person; `handed-back` to another process because this one stops. */
  constructor(kind: 'stopped' | 'handed-back') {
    super(kind);
    this.kind = kind;
  }
}
