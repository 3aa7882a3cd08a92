/** @file Installs a model in a process of its own, so that it can be killed: root, hub, catalogue and model are its arguments. */
import { openModels } from '../../testing/open-models.ts';
import { testShape, testTiming } from './test-network.ts';

const [root, hubAddress, catalogue, modelId] = process.argv.slice(2) as [string, string, string, string];
const network = { hubAddress, proxy: {}, timing: testTiming, shape: testShape };

await using models = await openModels({ root, network, catalogue });
process.send?.('ready');
const isWhole = (await models.info(modelId)).state === 'installed';
const { state, failure } = isWhole ? { state: 'finished', failure: null } : await models.install(modelId);
process.send?.(failure?.message ?? state);
process.disconnect();
