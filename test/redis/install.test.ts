import { describe, expect, test } from 'vitest';
import { findServer } from '../../src/redis/find-server.ts';
import { howToInstall, type Machine } from '../../src/redis/install.ts';

const bare: Machine = { aptGet: false, brew: false, root: false, sudo: false };

describe('a machine without Redis', () => {
  test.each([
    [
      'as root with apt-get',
      { ...bare, aptGet: true, root: true },
      /^env DEBIAN_FRONTEND=noninteractive apt-get/,
    ],
    ['with sudo that asks nothing', { ...bare, aptGet: true, sudo: true }, /^sudo -n env .* apt-get/],
    ['with brew', { ...bare, brew: true }, /^brew install redis$/],
  ])('installs one %s', (_, machine, first) => {
    expect(howToInstall(machine)?.[0]?.join(' ')).toMatch(first);
  });

  test.each([
    ['a password would be asked for', { ...bare, aptGet: true }],
    ['there is no package manager we know', { ...bare, root: true, sudo: true }],
    ['brew refuses root', { ...bare, brew: true, root: true }],
  ])('installs nothing where %s', (_, machine) => {
    expect(howToInstall(machine)).toBeUndefined();
  });

  test('has no server on an empty PATH', async () => {
    expect(await findServer('')).toBeUndefined();
    expect(await findServer('/no/such/folder:')).toBeUndefined();
  });
});
