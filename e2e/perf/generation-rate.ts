import { createNodeSpawner } from '../../main/platform/node-spawner.ts';
import { silentLogger as logger } from '../../main/platform/testing/silent-logger.ts';
import { processScript } from '../../app/entry/locations.ts';
import { createByteCache } from '../../main/inference/byte-cache.ts';
import { openChatRuntime } from '../../main/inference/chat/open-chat-runtime.ts';
import { openInference } from '../../main/inference/client.ts';
import type { ChatEvent, ChatInput } from '../../main/inference/contract.ts';
import { sessionOptions } from '../../main/inference/devices/session-options.ts';
import { loadInstalledModel } from '../../main/inference/installed-models.ts';
import type { ChatRuntime } from '../../main/inference/runtimes.ts';
import { installReplica } from '../../main/testing/install-replica.ts';
import { temporaryFolder } from '../../main/testing/temporary-folder.ts';
import { generationModel } from './generation-model.ts';
import { median } from './statistics.ts';

export interface GenerationRate {
  readonly tokens: number;
  /** Through an inference process, words streamed as the app shows them. */
  readonly processPerSecond: number;
  /** The same runtime in this process. */
  readonly runtimePerSecond: number;
  /** `generate` of @huggingface/transformers in this process, without streaming, on the same files with the same threads. */
  readonly libraryPerSecond: number;
  /** To the library, each the median over rounds in which all three ran one after the other. */
  readonly processRatio: number;
  readonly runtimeRatio: number;
  /** The library's processor time to that of our runtime in the same process: what else the machine does is not in it. */
  readonly processorRatio: number;
}

const threads = 1;
const prompt = 'count '.repeat(200).trim();

/** All three generate the same number of tokens from the same prompt, in turns. */
export async function measureGeneration(tokens: number, rounds = 7): Promise<GenerationRate> {
  await using folder = await temporaryFolder();
  const replica = generationModel();
  const directory = await installReplica(folder.path, replica);
  const spawn = createNodeSpawner({ entryPath: processScript, logger });
  const options = { spawn, logger, modelDirectories: [], modelsRoot: folder.path };
  await using inference = openInference({ ...options, threads: () => threads });
  await using runtime = await openRuntime(directory);
  const library = await openLibrary(directory);
  const question = questionTo(replica.manifest.id, tokens);
  const never = new AbortController().signal;
  const results: Record<'process' | 'runtime' | 'library', Cost>[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const result = {
      process: await costOf(() => readAnswer(inference.lane('generate').chat(question), tokens)),
      library: await costOf(() => library(tokens)),
      runtime: await costOf(() => readAnswer(runtime.chat(question, never), tokens)),
    };
    if (round >= 0) results.push(result);
  }
  const rate = (of: 'process' | 'runtime' | 'library'): number =>
    tokens / median(results.map((each) => each[of].seconds));
  return {
    tokens,
    processPerSecond: rate('process'),
    runtimePerSecond: rate('runtime'),
    libraryPerSecond: rate('library'),
    processRatio: median(results.map(({ process, library }) => library.seconds / process.seconds)),
    runtimeRatio: median(results.map(({ runtime, library }) => library.seconds / runtime.seconds)),
    processorRatio: median(results.map(({ runtime, library }) => library.processorSeconds / runtime.processorSeconds)),
  };
}

const questionTo = (modelId: string, maxNewTokens: number): ChatInput => ({
  modelId,
  device: 'cpu',
  task: { kind: 'chat' },
  turns: [{ role: 'user', text: prompt, photoKeys: [] }],
  photos: [],
  detail: 'gist',
  sampling: { temperature: 0, seed: 1, maxNewTokens },
});

async function readAnswer(events: AsyncIterable<ChatEvent>, tokens: number): Promise<void> {
  let generated = 0;
  for await (const event of events) if (event.type === 'finished') generated = event.tokens;
  if (generated !== tokens) throw new Error(`Expected ${tokens} tokens but ${generated} came.`);
}

async function openRuntime(directory: string): Promise<ChatRuntime> {
  return openChatRuntime(await loadInstalledModel(directory), {
    device: 'cpu',
    sessionOptions: sessionOptions('cpu', threads),
    cache: createByteCache({ limitBytes: 0 }),
    availableBytes: () => process.availableMemory(),
  });
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

interface Cost {
  readonly seconds: number;
  /** Of this process. */
  readonly processorSeconds: number;
}

async function costOf(run: () => Promise<void>): Promise<Cost> {
  const processor = process.cpuUsage();
  const started = performance.now();
  await run();
  const { user, system } = process.cpuUsage(processor);
  return { seconds: (performance.now() - started) / 1000, processorSeconds: (user + system) / 1e6 };
}
