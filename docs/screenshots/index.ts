import { writeFile } from 'node:fs/promises';
import { Undo } from '../../src/main/undo.ts';
import { openBrowser } from '../../test/browser/open-browser.ts';
import { scenes } from './scenes.ts';
import { take } from './take.ts';

/** No picture may be larger, bytes: they are in the repository. */
const largest = 150_000;

async function save(name: string, picture: Buffer): Promise<void> {
  if (picture.length > largest) throw new Error(`${name} has ${picture.length} bytes, more than ${largest}`);
  await writeFile(new URL(`../images/${name}`, import.meta.url), picture);
  console.log(`${name}: ${picture.length} bytes`);
}

/** Takes the pictures of the console in both languages anew, of the real bot in the demo. It takes some minutes. */
const browser = await openBrowser();
try {
  for (const scene of scenes) {
    const undo = new Undo();
    try {
      await take(scene, browser, save, undo);
    } finally {
      await undo.run(error => console.error(error));
    }
  }
} finally {
  await browser.close();
}
