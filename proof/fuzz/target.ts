import fc from 'fast-check';

/** Something that strangers can write to. */
export interface Target {
  /** `telegram webhook` */
  readonly name: string;
  /** Its part of a long run, beside the parts of the others. */
  readonly share: number;
  open(): Promise<OpenTarget>;
}

/** A target that is ready. Its property rejects where a promise is broken. */
export interface OpenTarget {
  readonly property: fc.IAsyncProperty<[unknown]>;
  close(): Promise<void>;
}

/** What is asked of each input; throws where it does not hold. */
type Check<Input> = (input: Input) => unknown;

/** A target that needs nothing around it. */
export function target<Input>(
  name: string,
  share: number,
  inputs: fc.Arbitrary<Input>,
  check: Check<Input>,
): Target {
  return targetWith(name, share, inputs, async () => ({ check, close: async () => {} }));
}

/** A target with servers or connections around it, which are closed again. */
export function targetWith<Input>(
  name: string,
  share: number,
  inputs: fc.Arbitrary<Input>,
  open: () => Promise<{ readonly check: Check<Input>; readonly close: () => Promise<void> }>,
): Target {
  return {
    name,
    share,
    async open() {
      const { check, close } = await open();
      const property = fc.asyncProperty(inputs, async input => void (await check(input)));
      return { property: property as fc.IAsyncProperty<[unknown]>, close };
    },
  };
}
