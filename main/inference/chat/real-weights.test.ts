import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { chatFamilies, isChat } from '../../../models/manifest.ts';
import type { Rgb } from '../../../models/testing/chat/flat-photo.ts';
import { silentLogger as logger } from '../../platform/testing/silent-logger.ts';
import { cardPicture, noRealModels, realModels, realModelsFolder } from '../../testing/real-models.ts';
import { openInference } from '../client.ts';
import type { InstalledModel } from '../installed-models.ts';
import { spawnerWith } from '../testing/faulty-spawner.ts';
import { ask, inputFor, photo, remembered, userTurn, type Photo, type ReplicaChat } from './testing/replica-chat.ts';

const [red, blue]: [Rgb, Rgb] = [
  [220, 20, 30],
  [20, 60, 230],
];
const [redPhoto, bluePhoto] = [photo('red', [640, 480], red), photo('blue', [480, 640], blue)];

function openReal(model: InstalledModel): ReplicaChat {
  const threads = (): number => 2;
  const inference = openInference({
    spawn: spawnerWith({}, logger),
    logger,
    modelDirectories: [],
    modelsRoot: realModelsFolder,
    threads,
  });
  const chat = inference.lane('generate');
  return {
    events: (question, signal) =>
      chat.chat(inputFor(model.manifest.id, question), signal === undefined ? {} : { signal }),
    [Symbol.asyncDispose]: () => inference[Symbol.asyncDispose](),
  };
}

async function readPicture(path: string): Promise<Photo> {
  const { data, info } = await sharp(path).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { key: path, width: info.width, height: info.height, pixels: new Uint8Array(data) };
}

/** What every chat model should manage, whatever its size. */
function chats(model: InstalledModel): void {
  it('answers about one photo, two, the one before, and none', { timeout: 600_000 }, async () => {
    await using chat = openReal(model);
    const asked = 'What is the main colour of this picture? Answer with one word.';
    const one = await ask(chat, { turns: [userTurn(asked, redPhoto)], photos: [redPhoto] });
    expect(one.finished.text).toMatch(/red/i);
    const both = 'Which colour is the first picture, and which the second?';
    const two = await ask(chat, {
      turns: [userTurn(both, redPhoto, bluePhoto)],
      photos: [remembered(redPhoto), bluePhoto],
    });
    expect(two.finished.text).toMatch(/red.*blue/is);
    expect(two.looking.photos).toMatchObject([{ cached: true }, { cached: false }]);
    const none = await ask(chat, { turns: [userTurn('What is the capital of France?')] });
    expect(none.finished.text).toMatch(/paris/i);
  });
}

/** Its card's picture of a turquoise car before a yellow wall, 640 x 480, and the box that the card gives it. */
function findsTheCar(model: InstalledModel): void {
  const path = cardPicture('car.jpg');
  it.skipIf(path === null)(
    'describes and boxes the car of its card (pictures/car.jpg)',
    { timeout: 600_000 },
    async () => {
      await using specialist = openReal(model);
      const car = await readPicture(path!);
      const about = { turns: [userTurn('', car)], photos: [car], detail: 'fine' } as const;
      const question = { ...about, turns: [...about.turns], photos: [...about.photos] };
      const caption = await ask(specialist, { ...question, task: { kind: 'caption', length: 'short' } });
      expect(caption.finished.text).toMatch(/car.*(building|wall|house)/i);
      const { regions } = (await ask(specialist, { ...question, task: { kind: 'detect' } })).finished;
      const box = regions.find(({ label }) => /car/.test(label));
      expect(box).toBeDefined();
      for (const [side, expected] of [
        ['left', 33.6 / 640],
        ['top', 159.6 / 480],
        ['right', 596.8 / 640],
        ['bottom', 371.8 / 480],
      ] as const)
        expect(Math.abs(box![side] - expected)).toBeLessThan(0.05);
    },
  );
}

const models = (await realModels()).filter(({ manifest }) => isChat(manifest));

describe.each(chatFamilies)('%s with real weights', (family) => {
  const own = models.filter(({ manifest }) => manifest.family === family);
  if (own.length === 0) it.skip(noRealModels, () => undefined);
  for (const model of own) {
    describe(model.manifest.title, () => {
      if (family === 'florence2') findsTheCar(model);
      else chats(model);
    });
  }
});
