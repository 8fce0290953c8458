import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { jsonOf } from '../../json.ts';
import type { JsonSchema } from '../../model.ts';
import { FunctionProblem } from './problem.ts';

/** Arguments of real calls are a few hundred characters. */
const maxLength = 16_384;
/** Enough for the model to mend its call. */
const toldErrors = 5;

/** What the model wrote, as an object. Throws `FunctionProblem`. */
export function argumentsOf(text: string): Record<string, unknown> {
  if (text.length > maxLength) throw new FunctionProblem('参数太长。请缩短后再调用。', 'refused');
  const given = text.trim() === '' ? {} : jsonOf(text);
  if (given === undefined)
    throw new FunctionProblem('参数不是合法的 JSON。请写成一个 JSON 对象，再调用一次。', 'refused');
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new FunctionProblem('参数必须是一个 JSON 对象。', 'refused');
  return given as Record<string, unknown>;
}

/** Says what is wrong with arguments, in words for the model; `undefined`: nothing. Fills in the schema's defaults. */
export type Check = (given: Record<string, unknown>) => string | undefined;

/**
 * Compiles the check of a schema. Throws where it is none, in ajv's words.
 * @param trusted false: what may take for ever (regular expressions, references that branch) is left to who wrote it
 */
export function argumentCheck(schema: JsonSchema, trusted = true): Check {
  const { $schema: draft, $id: _, ...all } = schema;
  const rules = trusted || !branches.test(JSON.stringify(all)) ? all : outlineOf(all);
  const options = {
    strict: false,
    allErrors: true,
    useDefaults: true,
    validateFormats: false,
    addUsedSchema: false,
    logger: false,
  } as const;
  const ajv =
    typeof draft === 'string' && /draft-0[67]/.test(draft) ? new Ajv(options) : new Ajv2020(options);
  if (!trusted) for (const keyword of ['pattern', 'uniqueItems']) ajv.removeKeyword(keyword);
  const fits = ajv.compile(rules);
  return given => (fits(given) ? undefined : told(fits.errors ?? []));
}

/** Each reference may lead to two others, and expressions in names are run for `additionalProperties` too. */
const branches = /"(\$ref|\$dynamicRef|\$recursiveRef|patternProperties)":/;

function outlineOf({ required }: JsonSchema): JsonSchema {
  return { type: 'object', ...(required === undefined ? {} : { required }) };
}

function told(errors: readonly ErrorObject[]): string {
  const lines = errors.slice(0, toldErrors).map(({ instancePath, message, params }) => {
    const allowed = 'allowedValues' in params ? `: ${JSON.stringify(params['allowedValues'])}` : '';
    return `- ${instancePath || '/'} ${message ?? 'does not fit'}${allowed}`;
  });
  return `参数不符合要求，请改正后再调用：\n${lines.join('\n')}`;
}
