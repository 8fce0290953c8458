import { ModelFailure } from '../../errors.ts';
import type { FunctionCall } from '../../model.ts';

/** A piece of a call, as one frame brings it. */
export interface CallPiece {
  /** Which call of the answer it belongs to. */
  readonly index: number;
  /** The vendor's own; with the first piece. */
  readonly id?: string | undefined;
  /** With the first piece. */
  readonly name?: string | undefined;
  /** The next piece of the JSON text. */
  readonly arguments?: string | undefined;
  readonly thoughts?: string | undefined;
}

/** Calls that come in pieces. */
export interface CallsSoFar {
  /** Throws `ModelFailure` of kind `broken` where the arguments have no end. */
  add(pieces: readonly CallPiece[]): void;
  /**
   * The calls, in the order in which they began. What never got a name is none: nobody could run it, and no vendor
   * would take it back.
   * @param answer the vendor's id of the answer, of which a call without an id of its own gets one
   */
  calls(answer: string): readonly FunctionCall[];
}

/** Characters of all arguments of one answer: a hundred times what a call needs, and nothing for the memory. */
const maxArgumentsLength = 256 * 1024;

type Draft = { readonly index: number; id: string; name: string; arguments: string; thoughts: string };

/** A model may invent a name. Nobody can run it, but told of that, it can do better: vendors refuse a name out of form. */
const inForm = (name: string) => name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);

/** Pieces → calls. */
export function collectCalls(): CallsSoFar {
  const drafts: Draft[] = [];
  let length = 0;

  /** The call that a piece goes on with, or begins. A new id begins a call: not every model counts its indexes. */
  function draftOf({ index, id }: CallPiece): Draft {
    const begun = drafts.findLast(draft => draft.index === index);
    if (begun && (!id || begun.id === '' || begun.id === id)) return begun;
    const draft: Draft = { index, id: '', name: '', arguments: '', thoughts: '' };
    drafts.push(draft);
    return draft;
  }

  return {
    add(pieces) {
      for (const piece of pieces) {
        const draft = draftOf(piece);
        draft.id ||= piece.id ?? '';
        draft.name ||= piece.name ?? '';
        draft.arguments += piece.arguments ?? '';
        draft.thoughts += piece.thoughts ?? '';
        length += piece.arguments?.length ?? 0;
      }
      if (length > maxArgumentsLength) {
        throw new ModelFailure(
          'broken',
          `The model sent arguments of more than ${maxArgumentsLength} characters.`,
        );
      }
    },

    calls(answer) {
      const taken = new Set<string>();
      const named = drafts.filter(draft => draft.name !== '');
      return named.map(({ id: theirs, name, arguments: text, thoughts }, position) => {
        const id = theirs === '' || taken.has(theirs) ? `${answer}-${position}` : theirs;
        taken.add(id);
        // A call without parameters may come without a text, which would be no JSON.
        return {
          id,
          name: inForm(name),
          arguments: text.trim() || '{}',
          ...(thoughts === '' ? {} : { thoughts }),
        };
      });
    },
  };
}
