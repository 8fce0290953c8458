import { ModelFailure, type ModelFailureKind } from '../../src/errors.ts';
import type { LimitedModel } from '../../src/generation/limited.ts';
import type { Line } from '../../src/generation/permits/slots.ts';
import type { Chunk, Prompt } from '../../src/model.ts';

type End = Extract<Chunk, { kind: 'end' }>;

/** What the model does next: text, thoughts, calls of functions, a failure, a pause until the gate opens, or an end of a kind. */
export type Act =
  | string
  | { readonly think: string }
  /** Functions by name, with their arguments. */
  | { readonly call: Readonly<Record<string, unknown>> }
  | { readonly fail: ModelFailureKind }
  | { readonly until: Promise<unknown> }
  /** It stands in line until then; its call begins with the first act of another kind. */
  | { readonly line: Promise<unknown>; readonly place?: number }
  | { readonly end: Partial<End> };

export interface ScriptedModel extends LimitedModel {
  readonly prompts: Prompt[];
  /** Where in the line each call stood. */
  readonly lines: Line[];
  /** One list of acts for each call; the last one serves all later calls. */
  calls: readonly (readonly Act[])[];
}

/** A model that does what its script says, without waiting for anything else. */
export function scriptedModel(...calls: readonly (readonly Act[])[]): ScriptedModel {
  const prompts: Prompt[] = [];
  const lines: Line[] = [];
  const model: ScriptedModel = {
    name: 'script',
    contextTokens: 3000,
    questionTokens: 3000,
    prompts,
    lines,
    calls,
    async *stream(prompt, line, signal) {
      const acts = model.calls[Math.min(prompts.length, model.calls.length - 1)] ?? [];
      prompts.push(prompt);
      lines.push(line);
      let end = {};
      let begun = false;
      for (const act of acts) {
        signal.throwIfAborted();
        if (typeof act === 'object' && 'line' in act) {
          if (act.place !== undefined) yield { kind: 'waiting', place: act.place };
          await untilOrAborted(act.line, signal);
          continue;
        }
        if (!begun) yield { kind: 'begun' };
        begun = true;
        if (typeof act === 'string') yield { kind: 'text', text: act };
        else if ('think' in act) yield { kind: 'thinking', text: act.think };
        else if ('call' in act) yield { kind: 'calls', calls: callsOf(act.call, prompts.length) };
        else if ('fail' in act) throw new ModelFailure(act.fail, `scripted: ${act.fail}`);
        else if ('until' in act) await untilOrAborted(act.until, signal);
        else end = act.end;
      }
      if (!begun) yield { kind: 'begun' };
      yield {
        kind: 'end',
        usage: { promptTokens: 2, completionTokens: 3 },
        truncated: false,
        forget: false,
        ...end,
      };
    },
  };
  return model;
}

function callsOf(calls: Readonly<Record<string, unknown>>, round: number) {
  return Object.entries(calls).map(([name, given], index) => ({
    id: `call-${round}-${index}`,
    name,
    arguments: JSON.stringify(given),
  }));
}

function untilOrAborted(gate: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  return Promise.race([
    gate,
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);
}
