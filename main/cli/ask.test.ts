import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../app/contract/errors.ts';
import type { LocalAskEvent, LocalEngine } from '../../app/contract/local.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { ask } from './ask.ts';
import { answerFacts } from './testing/answer-facts.ts';
import { recordSession } from './testing/record-session.ts';

const facts: typeof answerFacts = {
  ...answerFacts,
  tool: 'decoder',
  toolReason: 'Only looking at the photo can answer this.',
  model: 'starter/starter-0',
  resolution: { width: 128, height: 128 },
  confidence: 0.98,
  confidenceKind: 'token_probability',
  seconds: 1.5,
  firstTokenSeconds: 0.5,
};

const replacedCaption: LocalAskEvent[] = [
  { type: 'token', text: '[photo 1]: ' },
  { type: 'token', text: 'a lake' },
  { type: 'token', text: '\n[photo 2]: ' },
  { type: 'token', text: 'a horse' },
  { type: 'replaced', text: '[photo 1]: a lake\n[photo 2]: ', reason: 'It did not fit.' },
  { type: 'token', text: 'grass and sky' },
  { type: 'finished', text: '[photo 1]: a lake\n[photo 2]: grass and sky', facts, citedPaths: [] },
];

async function askWith(
  events: readonly LocalAskEvent[],
  { json = false, question = 'What is this?', unreadable = [] as string[] } = {},
) {
  await using folder = await temporaryFolder();
  const paths = ['a.jpg', 'b.jpg'].map((name) => join(folder.path, name));
  for (const path of paths) await writeFile(path, 'photo');
  const models = { list: () => Promise.resolve({ models: [{ modelId: 'starter/starter-0', title: 'Starter 1' }] }) };
  const local: Partial<LocalEngine> = {
    ask: async function* () {
      yield* events;
    },
    similar({ like }) {
      if (!unreadable.includes(basename(like[0]!))) return Promise.resolve({} as never);
      return Promise.reject(new AppError('decode_failed', 'The photo is damaged.'));
    },
  };
  const session = recordSession({ local, engine: { models: models as never } }, { json });
  const readable = await ask({ question, paths, closer: false }, session);
  return { readable, printed: session.printed() };
}

describe('ask', () => {
  it('says an answer once, whatever was replaced on the way, with who answered and why', async () => {
    const { readable, printed } = await askWith(replacedCaption);
    expect(readable).toBe(true);
    expect(printed).toEqual([
      'a.jpg: a lake',
      'b.jpg: grass and sky',
      '— seen by Starter 1: Only looking at the photo can answer this.',
      '  saw 128×128, said with 98 % (how decided the model was, not checked), 1.50 s',
    ]);
  });

  it('tells programs what was replaced, so that the tokens join to the answer', async () => {
    const { printed } = await askWith(replacedCaption, { json: true });
    const lines = printed.map((line) => JSON.parse(line) as { type: string; text: string; answer: string });
    const joined = lines.reduce((text, line) => {
      if (line.type === 'replaced') return line.text;
      return line.type === 'token' ? text + line.text : text;
    }, '');
    expect(lines.at(-1)).toMatchObject({ type: 'finished', answer: joined });
    expect(lines.map(({ type }) => type)).toContain('replaced');
  });

  it('is false where no photo could be read, and credits nobody with looking', async () => {
    const nobody = { ...facts, confidence: null, confidenceKind: null, resolution: null };
    const finished: LocalAskEvent[] = [
      { type: 'finished', text: 'I cannot look at this.', facts: nobody, citedPaths: [] },
    ];
    const none = await askWith(finished, { unreadable: ['a.jpg', 'b.jpg'] });
    expect(none.readable).toBe(false);
    expect(none.printed.slice(-2)).toEqual(['— no photo could be read', '  1.50 s']);
    expect((await askWith(finished, { unreadable: ['b.jpg'] })).readable).toBe(true);
  });

  it('says of a question what is wrong with it', async () => {
    await expect(askWith([], { question: ' ' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(askWith([], { question: 'x'.repeat(2001) })).rejects.toMatchObject({
      code: 'invalid_input',
      message: 'The question has 2001 characters. Shorten it to 2000.',
    });
  });
});
