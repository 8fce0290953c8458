import { spawn } from 'node:child_process';
import { findBrowser } from '../browser/find-browser.ts';

/** As root, or where sudo needs no password; anywhere else it ends at once, and the tests that need a browser say so. */
const install = `
  if [ "$(id -u)" = 0 ]; then as=env; else sudo -n true && as='sudo -n env'; fi || exit 1
  $as DEBIAN_FRONTEND=noninteractive apt-get -qq update
  $as DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium
`;

/** The browser in which the console is tried: installed first where the machine has none and that needs no password. */
export default async function provideBrowser() {
  if (findBrowser() !== undefined) return;
  console.error('A browser is missing; installing it if that needs no password: apt-get install -y chromium');
  await new Promise(resolve => {
    const shell = spawn('sh', ['-c', install], { stdio: 'ignore' });
    shell.once('error', resolve);
    shell.once('exit', resolve);
  });
}
