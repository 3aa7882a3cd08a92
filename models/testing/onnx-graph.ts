/**
 * @file Writes small ONNX graphs, so that tests run the product's own code on models whose right output is known.
 * Field numbers are those of onnx.proto (onnx/onnx, IR version 10).
 */

const dataTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float16: 10 } as const;
export type OnnxType = keyof typeof dataTypes;

/** A name stands for a dimension that is only known at run time. */
export type OnnxShape = readonly (number | string)[];

export type OnnxAttribute =
  number | string | readonly number[] | OnnxTensor | OnnxSubgraph | { readonly float: number };

/** A constant: little-endian bytes of its elements in row-major order. */
export interface OnnxTensor {
  readonly type: OnnxType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
}

interface Value {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: OnnxShape;
}

interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  readonly domain: string;
}

/** The body of an If or a Loop. */
export interface OnnxSubgraph {
  readonly graph: OnnxGraph;
}

const opset = 17;
const irVersion = 10;

export const float32 = (dims: readonly number[], values: ArrayLike<number>): OnnxTensor =>
  tensor('float32', dims, Float32Array.from(values));
export const int64 = (dims: readonly number[], values: readonly number[]): OnnxTensor =>
  tensor('int64', dims, BigInt64Array.from(values, BigInt));
export const int32 = (dims: readonly number[], values: readonly number[]): OnnxTensor =>
  tensor('int32', dims, Int32Array.from(values));
export const bool = (dims: readonly number[], values: readonly boolean[]): OnnxTensor =>
  tensor('bool', dims, Uint8Array.from(values, Number));

function tensor(
  type: OnnxType,
  dims: readonly number[],
  { buffer, byteOffset, byteLength }: ArrayBufferView,
): OnnxTensor {
  return { type, dims, bytes: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) };
}

/** A graph in the making; nodes stand in the order in which they are added, which must be one in which they can run. */
export class OnnxGraph {
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, OnnxTensor>();
  #names = 0;

  /** Declares an input. @returns its name. */
  input(name: string, type: OnnxType, shape: OnnxShape): string {
    this.#inputs.push({ name, type, shape });
    return name;
  }

  /** Declares a value that some node gives as an output of the graph. */
  output(name: string, type: OnnxType, shape: OnnxShape): void {
    this.#outputs.push({ name, type, shape });
  }

  /** @returns the constant's name. */
  constant(value: OnnxTensor, name = this.#fresh('constant')): string {
    this.#constants.set(name, value);
    return name;
  }

  /** Adds a node with one output. @returns the output's name. */
  node(op: string, inputs: readonly string[], attributes: Node['attributes'] = {}, output = this.#fresh(op)): string {
    this.nodes(op, inputs, [output], attributes);
    return output;
  }

  /** Adds a node with any number of outputs; `domain` is empty for ONNX's own operators. */
  nodes(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Node['attributes'] = {},
    domain = '',
  ): void {
    this.#nodes.push({ op, inputs, outputs, attributes, domain });
  }

  /** The bytes of a `.onnx` file. */
  toModel(): Uint8Array {
    const domains = new Set(this.#nodes.map(({ domain }) => domain).filter((domain) => domain !== ''));
    return concat([
      integer(1, irVersion),
      text(2, 'afterimage'),
      message(7, this.toGraph('replica')),
      message(8, concat([text(1, ''), integer(2, opset)])),
      ...[...domains].map((domain) => message(8, concat([text(1, domain), integer(2, 1)]))),
    ]);
  }

  toGraph(name: string): Uint8Array {
    return concat([
      ...this.#nodes.map((node) => message(1, nodeBytes(node))),
      text(2, name),
      ...[...this.#constants].map(([constant, value]) => message(5, tensorBytes(value, constant))),
      ...this.#inputs.map((value) => message(11, valueBytes(value))),
      ...this.#outputs.map((value) => message(12, valueBytes(value))),
    ]);
  }

  #fresh(prefix: string): string {
    this.#names += 1;
    return `${prefix}_${this.#names}`;
  }
}

function nodeBytes({ op, inputs, outputs, attributes, domain }: Node): Uint8Array {
  return concat([
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, concat([text(1, name), attributeBytes(value)]))),
    ...(domain === '' ? [] : [text(7, domain)]),
  ]);
}

function attributeBytes(value: OnnxAttribute): Uint8Array {
  if (typeof value === 'number') return concat([integer(3, value), integer(20, 2)]);
  if (typeof value === 'string') return concat([text(4, value), integer(20, 3)]);
  if ('float' in value) return concat([float(2, value.float), integer(20, 1)]);
  if ('graph' in value) return concat([message(6, value.graph.toGraph('body')), integer(20, 5)]);
  if ('bytes' in value) return concat([message(5, tensorBytes(value, '')), integer(20, 4)]);
  return concat([...value.map((each) => integer(8, each)), integer(20, 7)]);
}

function tensorBytes({ type, dims, bytes }: OnnxTensor, name: string): Uint8Array {
  return concat([...dims.map((dim) => integer(1, dim)), integer(2, dataTypes[type]), text(8, name), message(9, bytes)]);
}

function valueBytes({ name, type, shape }: Value): Uint8Array {
  const dims = shape.map((dim) => message(1, typeof dim === 'number' ? integer(1, dim) : text(2, dim)));
  const tensorType = concat([integer(1, dataTypes[type]), message(2, concat(dims))]);
  return concat([text(1, name), message(2, message(1, tensorType))]);
}

/** Protocol Buffers' base-128 numbers; negative ones take ten bytes. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 128);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
}

const integer = (field: number, value: number): Uint8Array => concat([varint(field << 3), varint(value)]);

const message = (field: number, bytes: Uint8Array): Uint8Array =>
  concat([varint((field << 3) | 2), varint(bytes.length), bytes]);

const text = (field: number, value: string): Uint8Array => message(field, new TextEncoder().encode(value));

const float = (field: number, value: number): Uint8Array =>
  concat([varint((field << 3) | 5), new Uint8Array(Float32Array.of(value).buffer)]);

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
