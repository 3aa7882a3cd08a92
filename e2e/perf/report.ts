import type { BusyEngine } from './busy-engine.ts';
import type { EncoderPeers } from './encoder-peers.ts';
import type { FirstResult } from './first-result.ts';
import type { GenerationRate } from './generation-rate.ts';
import type { IndexRate } from './index-rate.ts';
import type { SearchLatency } from './search-latency.ts';

export interface Figures extends BusyEngine {
  readonly machine: string;
  readonly index: IndexRate;
  readonly encoders: readonly EncoderPeers[];
  readonly search: readonly SearchLatency[];
  readonly start: readonly FirstResult[];
  readonly generation: GenerationRate;
}

const ms = (value: number): string => `${value.toFixed(1)} ms`;
const count = (value: number): string => value.toLocaleString('en');

/** The figures as the Markdown of docs/benchmarks.md. */
export function report({ machine, index, encoders, search, engine, interactive, start, generation }: Figures): string {
  return [
    `Machine: ${machine}.`,
    '',
    '| Indexing 12-megapixel JPEGs | photos/s |',
    '|---|---|',
    `| media stage alone (decode, thumbnail, hashes, facts) | ${index.decodePerSecond.toFixed(1)} |`,
    `| embedding stage alone, batch 16 | ${index.embedPerSecond.toFixed(0)} |`,
    `| end to end, ${index.photos} photos | ${index.photosPerSecond.toFixed(1)} |`,
    `| ratio to the limit 1 / (1/M + 1/E) | ${index.ratioToLimit.toFixed(2)} |`,
    '',
    '| Search encoder | from pixels | bare `session.run` | ratio | from 12-megapixel files | transformers | ratio |',
    '|---|---|---|---|---|---|---|',
    ...encoders.map(
      ({ tower, fromPixels, bare, ratioToBare, fromFiles, pipeline, ratioToPipeline, batch, threads }) =>
        `| ${tower}, batch ${batch}, ${threads} threads | ${fromPixels.toFixed(1)}/s | ${bare.toFixed(1)}/s | ` +
        `${ratioToBare.toFixed(2)} | ${fromFiles.toFixed(1)}/s | ${pipeline.toFixed(1)}/s | ${ratioToPipeline.toFixed(1)} |`,
    ),
    '',
    '| Vectors | filter | total median | 95th | encode | scan | words | facts | recall@50 |',
    '|---|---|---|---|---|---|---|---|---|',
    ...search.map(
      ({ vectors, filtered, medianMs, p95Ms, parts, recall }) =>
        `| ${count(vectors)} | ${filtered ? '1 %' : 'none'} | ${ms(medianMs)} | ${ms(p95Ms)} | ${ms(parts.encodeMs)} | ` +
        `${ms(parts.scanMs)} | ${ms(parts.wordsMs)} | ${ms(parts.factsMs)} | ${recall.toFixed(4)} |`,
    ),
    '',
    '| While indexing | |',
    '|---|---|',
    `| event-loop gap of the engine, 99.9th percentile | ${ms(engine.gapP999Ms)} |`,
    `| worst gap (idle control process in the same run) | ${ms(engine.worstGapMs)} (${ms(engine.controlWorstGapMs)}) |`,
    `| search median, idle engine | ${ms(interactive.idleMedianMs)} |`,
    `| search median, 95th while indexing (${interactive.searches} searches) | ${ms(interactive.busyMedianMs)}, ${ms(interactive.busyP95Ms)} |`,
    '',
    '| Library | start to first results | memory of the engine |',
    '|---|---|---|',
    ...start.map(({ photos, firstResultMs, rssMB }) => `| ${count(photos)} | ${ms(firstResultMs)} | ${rssMB} MB |`),
    '',
    `| Generating ${generation.tokens} tokens | tokens/s | to the library |`,
    '|---|---|---|',
    `| @huggingface/transformers called directly | ${generation.libraryPerSecond.toFixed(1)} | 1 |`,
    `| our runtime in the same process, words streamed | ${generation.runtimePerSecond.toFixed(1)} | ${generation.runtimeRatio.toFixed(2)}, by processor time ${generation.processorRatio.toFixed(2)} |`,
    `| the same through an inference process | ${generation.processPerSecond.toFixed(1)} | ${generation.processRatio.toFixed(2)} |`,
  ].join('\n');
}
