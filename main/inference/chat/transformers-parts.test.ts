import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createSmolVlmReplica } from '../../../models/smolvlm/testing/replica.ts';
import { jsonFile, type Replica } from '../../../models/testing/replica.ts';
import { noSwiftshader, swiftshader } from '../../testing/swiftshader.ts';
import { ask, openReplicaChat, spawnReplicaChat, userTurn } from './testing/replica-chat.ts';

const question = { turns: [userTurn('what is this ?')] };

/** The replica with some of its files changed or, as null, left out. */
function withFiles(changes: Readonly<Record<string, Uint8Array | null>>): Replica {
  const replica = createSmolVlmReplica();
  const files = [...new Map([...replica.files, ...Object.entries(changes)])];
  return {
    ...replica,
    files: new Map(files.flatMap(([path, bytes]) => (bytes === null ? [] : [[path, bytes] as const]))),
  };
}

const jsonOf = (replica: Replica, path: string): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(replica.files.get(path)));

describe('a chat model', () => {
  it('is not loaded with a flipped byte, says which file, and is loaded once that is repaired', async () => {
    await using chat = await spawnReplicaChat(createSmolVlmReplica());
    const path = join(chat.directory, 'onnx/decoder_model_merged_q4.onnx');
    const good = await readFile(path);
    const bad = Buffer.from(good);
    bad[bad.length >> 1]! ^= 1;
    await writeFile(path, bad);
    await expect(ask(chat, question)).rejects.toMatchObject({
      code: 'model_corrupt',
      details: { file: 'onnx/decoder_model_merged_q4.onnx' },
    });
    await writeFile(path, good);
    expect((await ask(chat, question)).finished.stoppedBy).toBe('end');
  });

  it('is not loaded with a configuration that nobody installed', async () => {
    await using chat = await spawnReplicaChat(withFiles({ 'generation_config.json': null }));
    const path = join(chat.directory, 'generation_config.json');
    await writeFile(path, '{}');
    const message = expect.stringContaining('generation_config.json');
    await expect(ask(chat, question)).rejects.toMatchObject({ code: 'model_corrupt', message });
    await rm(path);
  });

  it('reads its folder alone, also where a file is missing', async () => {
    const fetch = vi.spyOn(globalThis, 'fetch');
    const opened = openReplicaChat(withFiles({ 'preprocessor_config.json': null }));
    await expect(opened).rejects.toMatchObject({ code: 'model_incompatible' });
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
  });

  it('that the runtime cannot read says so', async () => {
    const opened = openReplicaChat(withFiles({ 'onnx/vision_encoder_q4.onnx': jsonFile({}) }));
    await expect(opened).rejects.toMatchObject({ code: 'model_incompatible' });
  });

  it.each([
    ['chat_template.jinja', (template: string) => new TextEncoder().encode(template)],
    ['chat_template.json', (template: string) => jsonFile({ chat_template: template })],
  ])('may have its template in %s', async (file, write) => {
    const replica = createSmolVlmReplica();
    const { chat_template: template, ...tokenizer } = jsonOf(replica, 'tokenizer_config.json');
    const files = { 'tokenizer_config.json': jsonFile(tokenizer), [file]: write(String(template)) };
    await using other = await openReplicaChat(withFiles(files));
    await using same = await openReplicaChat(replica);
    expect((await ask(other, question)).finished.text).toBe((await ask(same, question)).finished.text);
  });

  it.skipIf(swiftshader === null)(
    `answers alike on WebGPU (SwiftShader)${swiftshader ? '' : `: ${noSwiftshader}`}`,
    async () => {
      await using chat = await spawnReplicaChat(createSmolVlmReplica(), swiftshader!);
      const counting = { turns: [userTurn('count')], sampling: { maxNewTokens: 4 } };
      expect((await ask(chat, { ...counting, device: 'webgpu' })).finished.text).toBe('1 2 3 4');
      const onCpu = await ask(chat, question);
      expect((await ask(chat, { ...question, device: 'webgpu' })).finished.text).toBe(onCpu.finished.text);
    },
  );
});
