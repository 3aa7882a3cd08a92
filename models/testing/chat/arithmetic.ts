import { float32, int64, type OnnxGraph } from '../onnx-graph.ts';

/** Small sums in a graph, by name. */
export class Arithmetic {
  readonly graph: OnnxGraph;

  constructor(graph: OnnxGraph) {
    this.graph = graph;
  }

  number = (value: number): string => this.graph.constant(float32([], [value]));
  ints = (...values: number[]): string => this.graph.constant(int64([values.length], values));

  add = (left: string, right: string): string => this.graph.node('Add', [left, right]);
  subtract = (left: string, right: string): string => this.graph.node('Sub', [left, right]);
  multiply = (left: string, right: string): string => this.graph.node('Mul', [left, right]);
  times = (value: string, factor: number): string => this.multiply(value, this.number(factor));
  plus = (value: string, summand: number): string => this.add(value, this.number(summand));
  where = (condition: string, yes: string, no: string): string => this.graph.node('Where', [condition, yes, no]);
  less = (left: string, right: string): string => this.graph.node('Less', [left, right]);
  equal = (left: string, right: string): string => this.graph.node('Equal', [left, right]);
  float = (value: string): string => this.graph.node('Cast', [value], { to: 1 });
  int = (value: string): string => this.graph.node('Cast', [value], { to: 7 });

  /** Sum of everything, a scalar. */
  total = (value: string): string => this.graph.node('ReduceSum', [value], { keepdims: 0 });
  maximum = (value: string): string => this.graph.node('ReduceMax', [value], { keepdims: 0 });

  /** The remainder that is never negative. */
  modulo(value: string, divisor: number): string {
    const whole = this.graph.node('Floor', [this.times(value, 1 / divisor)]);
    return this.subtract(value, this.times(whole, divisor));
  }

  /** One index along an axis, which goes away. */
  pick = (value: string, index: number, axis: number): string =>
    this.graph.node('Gather', [value, this.graph.constant(int64([], [index]))], { axis });

  /** Every element but the last along axis 1, with a zero before them: what stood one place earlier. */
  shifted(value: string): string {
    const without = this.graph.node('Slice', [value, this.ints(0), this.ints(-1), this.ints(1)]);
    return this.graph.node('Concat', [this.graph.constant(float32([1, 1], [0])), without], { axis: 1 });
  }

  running = (value: string): string => this.graph.node('CumSum', [value, this.graph.constant(int64([], [1]))]);
}
