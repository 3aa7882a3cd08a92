/** @file `npm run bench [-- --json] [--quick]`: the figures of docs/benchmarks.md, on this machine. */
import { measureEncoderPeers } from '../e2e/perf/encoder-peers.ts';
import { measureBusyEngine } from '../e2e/perf/busy-engine.ts';
import { measureGeneration } from '../e2e/perf/generation-rate.ts';
import { measureIndexRate } from '../e2e/perf/index-rate.ts';
import { describeMachine } from '../e2e/perf/machine.ts';
import { report } from '../e2e/perf/report.ts';
import { measureSearch } from '../e2e/perf/search-latency.ts';

const json = process.argv.includes('--json');
const quick = process.argv.includes('--quick');
const say = (line: string): void => {
  if (!json) console.log(line);
};

say(describeMachine());
say('indexing ...');
const index = await measureIndexRate(quick ? 64 : 480);
say('the engine while it indexes ...');
const busy = await measureBusyEngine(quick ? 64 : 320);
say('the search encoders beside their peers ...');
const encoders = [await measureEncoderPeers('starter', quick ? { rounds: 2, photos: 16 } : { rounds: 5, photos: 32 })];
if (!quick) encoders.push(await measureEncoderPeers('ViT-B/32', { rounds: 3, photos: 16 }));
say('a chat model beside its library ...');
const generation = quick ? await measureGeneration(32, 3) : await measureGeneration(128, 9);
say('searching ...');
const { search, start } = await measureSearch(quick ? [10_000] : [10_000, 100_000, 1_000_000]);

const figures = { machine: describeMachine(), index, encoders, search, ...busy, start, generation };
console.log(json ? JSON.stringify(figures) : report(figures));
