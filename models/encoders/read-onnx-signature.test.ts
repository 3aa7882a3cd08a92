import { expect, it } from 'vitest';
import { imageTower, replicaDim, textTower } from '../testing/two-towers.ts';
import { readOnnxSignature, type OnnxSignature } from './read-onnx-signature.ts';

async function signatureOf(bytes: Uint8Array): Promise<{ signature: OnnxSignature; read: number }> {
  let read = 0;
  const signature = await readOnnxSignature('a.onnx', bytes.length, async (offset, length) => {
    const part = bytes.subarray(offset, offset + length);
    read += part.length;
    return part;
  });
  return { signature, read };
}

it('reads the names and sizes of inputs and outputs', async () => {
  const facts = { size: 8, mean: [0, 0, 0], std: [1, 1, 1], output: 'image_embeds', hidden: true, batch: 4 };
  expect((await signatureOf(imageTower(facts))).signature).toEqual({
    inputs: [{ name: 'pixel_values', shape: [4, -1, -1, -1] }],
    outputs: [
      { name: 'last_hidden_state', shape: [-1, 64, 3] },
      { name: 'image_embeds', shape: [-1, replicaDim] },
    ],
  });
});

it('passes over the weights', async () => {
  const bytes = textTower({
    output: 'text_embeds',
    maxTokens: 8,
    vocabularySize: 100_000,
    hues: [],
    padId: 0,
    ids: 'int32',
    mask: true,
  });
  const { signature, read } = await signatureOf(bytes);
  expect(signature.inputs.map(({ name }) => name)).toEqual(['input_ids', 'attention_mask']);
  expect(read).toBeLessThan(bytes.length / 10);
});

it('refuses what is not ONNX, by name', async () => {
  for (const bytes of [
    new Uint8Array(0),
    new TextEncoder().encode('<html>not a model</html>'),
    Uint8Array.of(58, 200, 1),
  ])
    await expect(signatureOf(bytes)).rejects.toMatchObject({ code: 'model_corrupt', details: { file: 'a.onnx' } });
});
