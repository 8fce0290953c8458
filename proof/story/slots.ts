/** The names of the places at which processes run, one after the other. */
export interface Slots {
  readonly workers: readonly string[];
  readonly intakes: readonly string[];
}

/** `worker-1`, `worker-2`, …: the story kills by these names, and the town starts by them. */
export const slotsOf = ({ workers, intakes }: { workers: number; intakes: number }): Slots => ({
  workers: names('worker', workers),
  intakes: names('intake', intakes),
});

const names = (role: string, count: number) => Array.from({ length: count }, (_, i) => `${role}-${i + 1}`);
