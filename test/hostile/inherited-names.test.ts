import { expect, test } from 'vitest';
import { parse } from '../../adapters/feishu/parse.ts';
import { envelope } from '../../adapters/feishu/wire.ts';
import { inheritedNames } from '../../proof/fuzz/inputs/texts.ts';
import { bot, events } from '../../proof/fuzz/recorded/feishu.ts';
import { kindOfCode } from '../../src/generation/ernie/failures.ts';
import { pageText } from '../../src/generation/functions/built-in/page-text.ts';
import { adviceOn, kindOfRefusal } from '../../src/generation/qianfan/failures.ts';

test.each(inheritedNames)('a vendor that says %s is not answered by what every object inherits', name => {
  expect(kindOfCode(name)).toBe('request');
  expect(kindOfRefusal({ code: name, type: '' }, 200)).toBe('request');
  expect(adviceOn(name)).toBeUndefined();
  expect(pageText(`<p>一</p><${name}>二</${name}>`)).not.toMatch(/native code|\[object/);

  const message = JSON.stringify(events[0]).replace('"message_type":"text"', `"message_type":"${name}"`);
  const { arrival } = parse(envelope.parse(JSON.parse(message)), bot, async () => {});
  expect(arrival).toMatchObject({ kind: 'message', content: 'other' });
});
