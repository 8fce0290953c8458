import { writeFile } from 'node:fs/promises';
import { Undo } from '../../src/main/undo.ts';
import { draw } from './draw.ts';
import { record } from './record.ts';
import { sceneEn, sceneZhCN } from './scenes.ts';

/** Records the pictures of the two READMEs anew, from the real bot. */
for (const scene of [sceneEn, sceneZhCN]) {
  const undo = new Undo();
  try {
    const moments = await record(scene, undo);
    const file = new URL(`../${scene.file}`, import.meta.url);
    await writeFile(file, draw(scene, moments));
    console.log(`${scene.file}: ${moments.length} moments`);
  } finally {
    await undo.run(error => console.error(error));
  }
}
