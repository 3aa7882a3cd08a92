import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import {
  ErrorLine,
  LicenceLine,
  ModelFinishedLine,
  ModelLine,
  ModelProgressLine,
} from '../../app/contract/cli-output.ts';
import { sampleModel } from '../../main/engine/models/testing/sample-model.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { serveReplicas } from '../../main/testing/serve-replicas.ts';
import { runCli, startCli } from './run-cli.ts';

const sample = sampleModel({ bytes: 400_000 });
const { id } = sample.manifest;
const vision = 'onnx/vision_model.onnx';
const size = [...sample.files].reduce((sum, [path, { length }]) => sum + (path.includes('fp16') ? 0 : length), 0);

test(
  'installs, pauses with Ctrl+C, goes on, verifies, repairs, imports and removes',
  { timeout: 120_000 },
  async () => {
    await using served = await serveReplicas([sample], { pace: { chunkBytes: 8192, pauseMs: 20 } });
    await using library = await temporaryFolder();
    const { environment, hub } = served;
    const models = (...args: string[]) => runCli(library.path, ['models', ...args, '--json'], { environment });
    const stateOf = async () => {
      const { lines } = await models('list');
      return lines.map((line) => ModelLine.parse(line)).find(({ modelId }) => modelId === id)!.state;
    };

    const paused = startCli(library.path, ['models', 'install', id, '--json'], environment);
    for await (const line of createInterface({ input: paused.stdout })) {
      if (ModelProgressLine.parse(JSON.parse(line)).progress.done > 100_000) break;
    }
    paused.kill('SIGINT');
    expect(await once(paused, 'exit')).toEqual([130, null]);
    expect(await stateOf()).toBe('partial');

    hub.misbehave(({ gives }) => (gives === 'redirect' ? { kind: 'denied', share: 0 } : null));
    const denied = await models('install', id);
    expect(denied.code).toBe(1);
    expect(ErrorLine.parse(JSON.parse(denied.stderr))).toMatchObject({ code: 'access_denied' });
    hub.misbehave(() => null);

    const installed = await models('install', id);
    expect(ModelFinishedLine.parse(installed.lines.at(-1))).toMatchObject({ modelId: id, state: 'installed' });
    const fetched = hub.served.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(fetched).toBeLessThan(size + 100_000);
    expect(LicenceLine.parse((await models('licence', id)).lines[0]).text).toContain('Apache License');

    const folder = join(library.path, 'models', id.replace('/', '--'));
    await writeFile(join(folder, vision), new Uint8Array(400_000));
    const verified = await models('verify');
    expect(verified.code).toBe(2);
    expect(ErrorLine.parse(JSON.parse(verified.stderr))).toMatchObject({
      code: 'model_corrupt',
      message: expect.stringContaining(vision),
    });
    expect(await stateOf()).toBe('corrupt');
    expect((await models('install', id)).code).toBe(0);
    expect(Buffer.compare(await readFile(join(folder, vision)), sample.files.get(vision)!)).toBe(0);

    await using other = await temporaryFolder();
    const imported = await runCli(other.path, ['models', 'import', folder, '--json'], { environment });
    expect(ModelFinishedLine.parse(imported.lines.at(-1))).toMatchObject({ modelId: id, state: 'installed' });
    expect((await models('remove', id)).code).toBe(0);
    expect(await stateOf()).toBe('available');
    const unknown = await models('install', 'no/such-model');
    expect([unknown.code, ErrorLine.parse(JSON.parse(unknown.stderr)).code]).toEqual([1, 'not_found']);
  },
);
