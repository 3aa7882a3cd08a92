import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { silentLogger as logger } from '../../main/platform/testing/silent-logger.ts';
import { processScript } from '../../app/entry/locations.ts';
import { openInference, type Inference } from '../../main/inference/client.ts';
import { sessionOptions } from '../../main/inference/devices/session-options.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { generationModel } from './generation-model.ts';
import { median } from './statistics.ts';

export interface GenerationRate {
  readonly tokens: number;
  /** Through an inference process, words streamed as the app shows them. */
  readonly oursPerSecond: number;
  /** `generate` of @huggingface/transformers, without streaming, on the same files with the same threads. */
  readonly libraryPerSecond: number;
  /** Median over pairs of runs, one after the other. */
  readonly ratio: number;
}

const threads = 1;
const prompt = 'count '.repeat(200).trim();

/** Both generate the same number of tokens from the same prompt, in turns. */
export async function measureGeneration(tokens: number, rounds = 7): Promise<GenerationRate> {
  await using folder = await temporaryFolder();
  const replica = generationModel();
  const directory = await installReplica(folder.path, replica);
  const spawn = createNodeSpawner({ entryPath: processScript, logger });
  await using inference = openInference({
    spawn,
    logger,
    modelDirectories: [],
    modelsRoot: folder.path,
    threads: () => threads,
  });
  const { id } = replica.manifest;
  const library = await openLibrary(directory);
  const pairs: { ours: number; library: number }[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const ours = tokens / (await seconds(() => askOurs(inference, id, tokens)));
    const direct = tokens / (await seconds(() => library(tokens)));
    if (round >= 0) pairs.push({ ours, library: direct });
  }
  return {
    tokens,
    oursPerSecond: median(pairs.map(({ ours }) => ours)),
    libraryPerSecond: median(pairs.map(({ library }) => library)),
    ratio: median(pairs.map(({ ours, library }) => ours / library)),
  };
}

async function askOurs(inference: Inference, modelId: string, maxNewTokens: number): Promise<void> {
  const events = inference.lane('generate').chat({
    modelId,
    device: 'cpu',
    task: { kind: 'chat' },
    turns: [{ role: 'user', text: prompt, photoKeys: [] }],
    photos: [],
    detail: 'gist',
    sampling: { temperature: 0, seed: 1, maxNewTokens },
  });
  let generated = 0;
  for await (const event of events) if (event.type === 'finished') generated = event.tokens;
  if (generated !== maxNewTokens) throw new Error(`Expected ${maxNewTokens} tokens but ${generated} came.`);
}

/** The library as its documentation shows it. */
async function openLibrary(directory: string): Promise<(tokens: number) => Promise<void>> {
  const { AutoModelForImageTextToText, AutoTokenizer, env } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  const dtype = { embed_tokens: 'q8', vision_encoder: 'q4', decoder_model_merged: 'q4' } as const;
  const options = { dtype, session_options: { ...sessionOptions('cpu', threads) } };
  const model = await AutoModelForImageTextToText.from_pretrained(directory, options);
  const tokenizer = await AutoTokenizer.from_pretrained(directory);
  const content = [{ type: 'text', text: prompt }];
  const text = tokenizer.apply_chat_template([{ role: 'user', content }], {
    tokenize: false,
    add_generation_prompt: true,
  });
  return async (tokens) => {
    const sequences = await model.generate({ ...tokenizer(text), do_sample: false, max_new_tokens: tokens });
    tokenizer.batch_decode(sequences as Parameters<typeof tokenizer.batch_decode>[0], { skip_special_tokens: true });
  };
}

async function seconds(run: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await run();
  return (performance.now() - started) / 1000;
}
