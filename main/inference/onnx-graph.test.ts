import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { bool, float32, int64, OnnxGraph } from '../../models/testing/onnx-graph.ts';

it('writes graphs that onnxruntime runs: constants, attributes, run-time dimensions', async () => {
  const graph = new OnnxGraph();
  graph.input('x', 'float32', ['batch', 3]);
  const scaled = graph.node('MatMul', ['x', graph.constant(float32([3, 2], [1, 0, 0, 1, 1, 1]))]);
  const kept = graph.node('Gather', [scaled, graph.constant(int64([1], [1]))], { axis: 1 });
  graph.node('LeakyRelu', [kept], { alpha: { float: 0.5 } }, 'y');
  graph.output('y', 'float32', ['batch', 1]);
  const session = await InferenceSession.create(graph.toModel());
  const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(1, 2, 3, -1, -2, -3), [2, 3]) });
  expect([...(y!.data as Float32Array)]).toEqual([5, -2.5]);
});

it('writes branches', async () => {
  const graph = new OnnxGraph();
  graph.input('first', 'bool', [1]);
  const body = (value: number): { graph: OnnxGraph } => {
    const branch = new OnnxGraph();
    branch.node('Constant', [], { value: float32([1], [value]) }, 'out');
    branch.output('out', 'float32', [1]);
    return { graph: branch };
  };
  graph.node('If', ['first'], { then_branch: body(1), else_branch: body(2) }, 'y');
  graph.output('y', 'float32', [1]);
  const session = await InferenceSession.create(graph.toModel());
  const run = async (first: boolean) =>
    (await session.run({ first: new Tensor('bool', bool([1], [first]).bytes, [1]) }))['y']!.data[0];
  expect([await run(true), await run(false)]).toEqual([1, 2]);
});
