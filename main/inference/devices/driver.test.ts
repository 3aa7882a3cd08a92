import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../testing/temporary-folder.ts';
import { readDriver } from './driver.ts';

it('names the runtime and the system', async () => {
  expect(await readDriver({})).toMatch(new RegExp(`^onnxruntime [0-9.]+; ${process.platform} ${process.arch} `));
});

it.skipIf(process.platform !== 'linux')(
  'changes with a Vulkan driver’s library, and says where there is none',
  async () => {
    await using folder = await temporaryFolder();
    const manifest = join(folder.path, 'icd.json');
    const library = join(folder.path, 'libdriver.so');
    await writeFile(manifest, JSON.stringify({ ICD: { library_path: './libdriver.so' } }));
    const read = () => readDriver({ VK_DRIVER_FILES: manifest });
    expect(await read()).toContain('no Vulkan driver');
    await writeFile(library, 'one');
    const first = await read();
    expect(first).toContain('1 Vulkan driver');
    expect(await read()).toBe(first);
    await utimes(library, 1, 1);
    expect(await read()).not.toBe(first);
  },
);
