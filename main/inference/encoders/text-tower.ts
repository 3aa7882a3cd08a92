import { Tensor } from 'onnxruntime-node';
import { createTextTokeniser, type TokeniseText } from '../../../models/encoders/tokenise-text.ts';
import type { Encoder } from '../../../models/manifest.ts';
import { readVerifiedFile } from '../installed-models.ts';
import type { SessionLease, Tensors } from '../session-pool.ts';
import { fixedSize, refuseOtherInputs, requireTensor } from './require-tensor.ts';
import { createTower, type Place } from './tower.ts';

export interface TextTower {
  /** @returns [texts.length, dim], each of length 1. */
  embed(texts: readonly string[]): Promise<Float32Array>;
  warm(): Promise<void>;
}

type IdType = 'int64' | 'int32';

interface Layout {
  /** Element types of the inputs that the network has; those that it lacks are absent. */
  readonly types: Readonly<Record<string, IdType>>;
  /** Texts and ids that the network takes at once; null where it takes any number. */
  readonly batch: number | null;
  readonly length: number | null;
}

/** Texts in one run. */
const mostTexts = 16;
const maskInput = 'attention_mask';
/** Networks after BERT ask for it; all ids are of the first text. */
const segmentInput = 'token_type_ids';

export function createTextTower(place: Place, encoder: Encoder): TextTower {
  const { text, dim } = encoder;
  const { padId, padTo, maxTokens } = text.preprocessing;
  const tower = createTower(place, { ...text, dim, readLayout: (file, session) => readLayout(encoder, file, session) });
  let tokeniser: Promise<TokeniseText> | null = null;

  function tokenise(): Promise<TokeniseText> {
    tokeniser ??= readVerifiedFile(place.model, text.preprocessing.tokenizer).then((bytes) =>
      createTextTokeniser(JSON.parse(bytes.toString('utf8')) as object, text.preprocessing),
    );
    tokeniser.catch(() => (tokeniser = null));
    return tokeniser;
  }

  function inputsOf({ types, batch, length }: Layout, rows: readonly (readonly number[])[], full: boolean): Tensors {
    const longest = Math.max(1, ...rows.map((row) => row.length));
    const columns = length ?? (padTo === 'maximum' || place.device !== 'cpu' ? maxTokens : longest);
    const dims = [batch ?? (place.device === 'cpu' || !full ? rows.length : mostTexts), columns];
    const tensorOf = (name: string, at: (row: readonly number[] | undefined, column: number) => number): Tensor =>
      integers(types[name]!, dims, (index) => at(rows[Math.floor(index / columns)], index % columns));
    const inputs: Tensors = { [text.input]: tensorOf(text.input, (row, column) => row?.[column] ?? padId) };
    // A row that only fills the batch attends to its first id: an empty mask gives NaN.
    if (maskInput in types)
      inputs[maskInput] = tensorOf(maskInput, (row, column) => (column < (row?.length ?? 1) ? 1 : 0));
    if (segmentInput in types) inputs[segmentInput] = tensorOf(segmentInput, () => 0);
    return inputs;
  }

  return {
    async embed(texts) {
      const [encode, layout] = [await tokenise(), await tower.layout()];
      const rows = texts.map(encode);
      const most = layout.batch ?? mostTexts;
      const vectors = new Float32Array(texts.length * dim);
      for (let at = 0; at < rows.length; at += most) {
        const here = rows.slice(at, at + most);
        await tower.embed(
          inputsOf(layout, here, rows.length > 1),
          vectors.subarray(at * dim, (at + here.length) * dim),
        );
      }
      return vectors;
    },
    async warm() {
      await tokenise();
      await tower.layout();
    },
  };
}

function readLayout({ text, dim }: Encoder, file: string, { inputs, outputs }: SessionLease): Layout {
  const types = ['int64', 'int32'] as const;
  const wanted = { kind: 'input', types, shape: [null, text.preprocessing.maxTokens] } as const;
  const ids = requireTensor(file, inputs, { ...wanted, name: text.input });
  const others = [maskInput, segmentInput].filter((name) => inputs.some((input) => input.name === name));
  refuseOtherInputs(file, inputs, [text.input, ...others]);
  const found = [ids, ...others.map((name) => requireTensor(file, inputs, { ...wanted, name }))];
  const vectors = { kind: 'output', name: text.output, types: ['float32', 'float16'], shape: [null, dim] } as const;
  requireTensor(file, outputs, vectors);
  return {
    types: Object.fromEntries(found.map(({ name, type }) => [name, type === 'int32' ? 'int32' : 'int64'])),
    batch: fixedSize(ids, 0),
    length: fixedSize(ids, 1),
  };
}

function integers(type: IdType, dims: readonly number[], at: (index: number) => number): Tensor {
  const length = dims.reduce((product, size) => product * size, 1);
  return type === 'int64'
    ? new Tensor(
        'int64',
        BigInt64Array.from({ length }, (_, index) => BigInt(at(index))),
        dims,
      )
    : new Tensor(
        'int32',
        Int32Array.from({ length }, (_, index) => at(index)),
        dims,
      );
}
