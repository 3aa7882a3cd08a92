import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { AskFinishedLine } from '../../app/contract/cli-output.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { createFlorence2Replica } from '../../models/florence2/testing/replica.ts';
import { createSmolVlmReplica } from '../../models/smolvlm/testing/replica.ts';
import { runCli } from './run-cli.ts';

it('asks a model by its name, closer, and prints what it saw and where', async () => {
  await using folder = await temporaryFolder();
  const [library, red] = [join(folder.path, 'library'), join(folder.path, 'red.png')];
  await sharp({ create: { width: 1200, height: 900, channels: 3, background: '#dc141e' } })
    .png()
    .toFile(red);
  for (const replica of [createSmolVlmReplica(), createFlorence2Replica()])
    await installReplica(join(library, 'models'), replica);
  const ask = (question: string, ...options: string[]) =>
    runCli(library, ['ask', question, '--photo', red, ...options]);

  const chat = await ask('what colour is it ?', '--model', 'replica/smolvlm', '--closer', '--json');
  expect(AskFinishedLine.parse(chat.lines.at(-1))).toMatchObject({
    answer: expect.stringMatching(/^red \d+$/) as unknown,
    model: 'replica/smolvlm',
    looks: [{ width: 1536, height: 1536, tiles: 10 }],
    canLookCloser: false,
  });
  const boxes = await ask('Mark everything', '--model', 'replica/florence2');
  expect(boxes.stdout).toMatch(
    /^It sees red picture and photo\.\nred\.png red picture: 10\.1% 20\.1% to 30\.0% 40\.1%$/m,
  );
  expect(boxes.stdout).toContain('saw 768×768 in 1 tile');
  for (const model of ['replica/none', 'Qwen']) expect((await ask('Is it red?', '--model', model)).code).toBe(1);
  expect((await ask('Is it red?', '--temperature', '3')).code).toBe(1);
}, 120_000);
