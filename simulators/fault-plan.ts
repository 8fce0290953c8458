/** Planned faults, first come first served; each strikes the next `times` calls that fit it. */
export class FaultPlan<F> {
  #queue: { readonly fault: F; times: number }[] = [];

  add(fault: F, times: number): void {
    this.#queue.push({ fault, times });
  }

  clear(): void {
    this.#queue = [];
  }

  /** Uses up one strike of the first fault that fits. */
  take(fits: (fault: F) => boolean): F | undefined {
    const planned = this.#queue.find(({ fault }) => fits(fault));
    if (!planned) return undefined;
    planned.times -= 1;
    if (planned.times <= 0) this.#queue = this.#queue.filter(other => other !== planned);
    return planned.fault;
  }
}
