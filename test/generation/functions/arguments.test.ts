import { describe, expect, test } from 'vitest';
import { argumentCheck, argumentsOf } from '../../../src/generation/functions/arguments.ts';

const weather = {
  type: 'object',
  properties: {
    location: { type: 'string', description: '省，市名，例如：河北省，石家庄' },
    unit: { type: 'string', enum: ['摄氏度', '华氏度'] },
  },
  required: ['location'],
};

describe('the text of the arguments', () => {
  test.each(['{"a":', 'weather(北京)', "{'a':1}"])('that is no JSON is told so to the model: %s', text => {
    expect(() => argumentsOf(text)).toThrow('不是合法的 JSON');
  });

  test.each(['[]', '"a"', 'null', '7'])('that is no object is told so to the model: %s', text => {
    expect(() => argumentsOf(text)).toThrow('必须是一个 JSON 对象');
  });

  test('that is empty means that there are none', () => {
    expect(argumentsOf(' ')).toEqual({});
  });

  test('that is beyond all measure is refused', () => {
    expect(() => argumentsOf(JSON.stringify({ a: 'x'.repeat(20_000) }))).toThrow('太长');
  });
});

describe('the check of the arguments', () => {
  test('says nothing where they fit', () => {
    expect(argumentCheck(weather)({ location: '北京', unit: '摄氏度' })).toBeUndefined();
  });

  test('names what is missing, what has the wrong type, and what would be allowed', () => {
    const wrong = argumentCheck(weather)({ unit: 'kelvin' });
    expect(wrong).toContain("must have required property 'location'");
    expect(wrong).toContain('["摄氏度","华氏度"]');
    expect(argumentCheck(weather)({ location: 7 })).toContain('/location must be string');
  });

  test('takes schemas of draft 7 and 2020-12', () => {
    for (const draft of [
      'http://json-schema.org/draft-07/schema#',
      'https://json-schema.org/draft/2020-12/schema',
    ])
      expect(argumentCheck({ $schema: draft, ...weather })({})).toContain('location');
  });

  test('fills in what the schema gives by default', () => {
    const given = {};
    argumentCheck({ type: 'object', properties: { unit: { default: '摄氏度' } } })(given);
    expect(given).toEqual({ unit: '摄氏度' });
  });

  test("does not run a stranger's regular expressions", () => {
    const schema = { type: 'object', properties: { a: { type: 'string', pattern: '^(a+)+$' } } };
    expect(argumentCheck(schema, false)({ a: `${'a'.repeat(40)}b` })).toBeUndefined();
    expect(argumentCheck(schema)({ a: 'b' })).toContain('pattern');
  });

  test.each([
    ['references', { properties: { a: { $ref: '#/$defs/text' } }, $defs: { text: { type: 'string' } } }],
    ['names by expression', { patternProperties: { '^(a+)+$': {} }, additionalProperties: false }],
    ['comparisons of all with all', { properties: { a: { uniqueItems: true } } }],
  ])('leaves to a stranger what may take for ever: %s', (_, part) => {
    const check = argumentCheck({ type: 'object', required: ['b'], ...part }, false);
    expect(check({ a: [1, 1], b: 1 })).toBeUndefined();
    expect(check({})).toContain("'b'");
  });
});
