/** @file The inputs and outputs of an ONNX file, read without loading its weights. Field numbers are those of onnx.proto. */
import { AppError } from '../../app/contract/errors.ts';

/** A tensor that a network takes or gives; -1 stands for a size that is only known at run time. */
export interface SignatureTensor {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface OnnxSignature {
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

/** @returns up to `length` bytes from `offset`; fewer at the file's end. */
export type ReadAt = (offset: number, length: number) => Promise<Uint8Array>;

const graphField = 7;
const inputField = 11;
const outputField = 12;
/** Read at once; nodes and weights in between are passed over. */
const chunkBytes = 64 * 1024;

/** Rejects `model_corrupt` where the bytes are not an ONNX file. @param name the file's, for messages. */
export async function readOnnxSignature(name: string, size: number, readAt: ReadAt): Promise<OnnxSignature> {
  const source = { ...buffered(readAt), size };
  try {
    const graph = (await fieldsOf(source, 0, size)).find(({ field }) => field === graphField);
    if (graph === undefined) throw new Error('It has no graph.');
    const fields = await fieldsOf(source, graph.from, graph.to);
    const tensors = async (field: number): Promise<SignatureTensor[]> => {
      const found: SignatureTensor[] = [];
      for (const { from, to } of fields.filter((each) => each.field === field))
        found.push(tensorOf(await source.bytes(from, to - from)));
      return found;
    };
    return { inputs: await tensors(inputField), outputs: await tensors(outputField) };
  } catch (cause) {
    throw new AppError('model_corrupt', `${name} is not an ONNX file.`, { cause, details: { file: name } });
  }
}

interface Source {
  readonly size: number;
  bytes(offset: number, length: number): Promise<Uint8Array>;
}

function buffered(readAt: ReadAt): Pick<Source, 'bytes'> {
  let start = 0;
  let held: Uint8Array = new Uint8Array(0);
  return {
    async bytes(offset, length) {
      if (offset < start || offset + length > start + held.length) {
        held = await readAt(offset, Math.max(length, chunkBytes));
        start = offset;
      }
      return held.subarray(offset - start, offset - start + length);
    },
  };
}

interface Field {
  readonly field: number;
  /** Where its content lies; for numbers, where the next field begins. */
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** The fields of the message between two offsets, without their contents. */
async function fieldsOf(source: Source, from: number, to: number): Promise<Field[]> {
  const found: Field[] = [];
  let at = from;
  while (at < to) {
    // A tag and a length take at most 20 bytes.
    const head = await source.bytes(at, Math.min(20, to - at));
    const { field, headBytes, contentBytes, value } = parseField(head);
    const start = at + headBytes;
    if (start + contentBytes > to) throw new Error('A field ends behind its message.');
    found.push({ field, from: start, to: start + contentBytes, value });
    at = start + contentBytes;
  }
  return found;
}

const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;

function parseField(head: Uint8Array) {
  const tag = varint(head, 0);
  const field = Math.floor(tag.value / 8);
  const wire = tag.value % 8;
  if (wire === wireTypes.fixed64) return { field, headBytes: tag.next, contentBytes: 8, value: 0 };
  if (wire === wireTypes.fixed32) return { field, headBytes: tag.next, contentBytes: 4, value: 0 };
  if (wire !== wireTypes.varint && wire !== wireTypes.bytes) throw new Error(`Unknown wire type ${wire}.`);
  const { value, next } = varint(head, tag.next);
  return { field, headBytes: next, contentBytes: wire === wireTypes.bytes ? value : 0, value };
}

function varint(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  for (let index = at, factor = 1; index < bytes.length; index += 1, factor *= 128) {
    const byte = bytes[index]!;
    value += (byte & 127) * factor;
    if (byte < 128) return { value, next: index + 1 };
  }
  throw new Error('A number does not end.');
}

/** The fields of a message that is in memory. */
function messageFields(bytes: Uint8Array): { field: number; content: Uint8Array; value: number }[] {
  const found = [];
  for (let at = 0; at < bytes.length;) {
    const { field, headBytes, contentBytes, value } = parseField(bytes.subarray(at));
    found.push({ field, content: bytes.subarray(at + headBytes, at + headBytes + contentBytes), value });
    at += headBytes + contentBytes;
  }
  return found;
}

const only = (bytes: Uint8Array, wanted: number): Uint8Array =>
  messageFields(bytes).find(({ field }) => field === wanted)?.content ?? new Uint8Array(0);

/** ValueInfoProto: name 1, type 2 { tensor 1 { shape 2 { dimension 1 { value 1 } } } }. */
function tensorOf(bytes: Uint8Array): SignatureTensor {
  const dims = messageFields(only(only(only(bytes, 2), 1), 2)).filter(({ field }) => field === 1);
  return {
    name: new TextDecoder().decode(only(bytes, 1)),
    shape: dims.map(({ content }) => messageFields(content).find(({ field }) => field === 1)?.value ?? -1),
  };
}
