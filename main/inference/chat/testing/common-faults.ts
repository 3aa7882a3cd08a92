import type { ReplicaFaults } from '../../../../models/testing/chat/chat-replica.ts';

/** What goes wrong in any family whose photos become features among the words of a prompt. */
export const commonFaults: readonly [string, ReplicaFaults][] = [
  [
    "mean and std of another family's",
    { preprocessor: { image_mean: [0.48, 0.46, 0.41], image_std: [0.27, 0.26, 0.28] } },
  ],
  ['red and blue exchanged', { preprocessor: { do_flip_channel_order: true } }],
  ['positions off by one', { positionOffset: 1 }],
  ['a cache that does not grow', { forgetsPast: true }],
  ['features one place late', { rollsFeatures: true }],
  ['caches of the layers exchanged', { swapsLayers: true }],
];
