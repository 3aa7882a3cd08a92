// node verify.mjs <starter folder>: compares the ONNX files with the torch reference and measures speed (needs onnxruntime-node)
import { createRequire } from 'module';
import fs from 'fs';
import path from 'path';
const require = createRequire(path.resolve(process.env.NODE_DEPS || '.') + '/');
const ort = require('onnxruntime-node');
const dir = process.argv[2] || '../starter',
  R = JSON.parse(fs.readFileSync('verify/ref.json'));
const cos = (a, b) => {
  let x = 0,
    y = 0,
    z = 0;
  for (let i = 0; i < a.length; i++) {
    x += a[i] * b[i];
    y += a[i] * a[i];
    z += b[i] * b[i];
  }
  return x / Math.sqrt(y * z);
};
const opt = { intraOpNumThreads: 2 },
  S = R.S;
const T0 = performance.now();
const I = await ort.InferenceSession.create(path.join(dir, 'image_encoder.onnx'), opt),
  X = await ort.InferenceSession.create(path.join(dir, 'text_encoder.onnx'), opt),
  D = await ort.InferenceSession.create(path.join(dir, 'decoder.onnx'), opt);
const out = { load_ms: Math.round(performance.now() - T0) };
const i64 = (a, d) => new ort.Tensor('int64', BigInt64Array.from(a.map((v) => BigInt(v))), d);
let r = await I.run({ pixels: new ort.Tensor('uint8', Uint8Array.from(R.pixels), [3, S, S, 3]) });
out.image_cos = Math.min(...R.emb.map((e, i) => cos(e, r.embedding.data.slice(i * 256, i * 256 + 256))));
out.tokens_cos = cos(R.tokens, r.tokens.data);
out.text_cos = 1;
for (let i = 0; i < R.texts.length; i++) {
  const t = R.texts[i];
  const e = await X.run({
    input_ids: i64(t, [1, t.length]),
    attention_mask: i64(
      t.map(() => 1),
      [1, t.length],
    ),
  });
  out.text_cos = Math.min(out.text_cos, cos(R.text_emb[i], e.embedding.data));
}
{
  const L = Math.max(...R.texts.map((t) => t.length)),
    ids = [],
    m = [];
  for (const t of R.texts)
    for (let j = 0; j < L; j++) {
      ids.push(t[j] ?? 0);
      m.push(j < t.length ? 1 : 0);
    }
  const e = await X.run({ input_ids: i64(ids, [R.texts.length, L]), attention_mask: i64(m, [R.texts.length, L]) });
  out.text_padded_cos = Math.min(...R.text_emb.map((x, i) => cos(x, e.embedding.data.slice(i * 256, i * 256 + 256))));
}
const q = R.q,
  V = R.logits[0].length;
let d = await D.run({
  input_ids: i64([...q, ...q, ...q], [3, q.length]),
  tokens: r.tokens,
  tokens_mask: i64(Array(3 * R.T).fill(1), [3, R.T]),
});
out.decoder_cos = Math.min(...R.logits.map((e, i) => cos(e, d.logits.data.slice(i * V, i * V + V))));
d = await D.run({
  input_ids: i64(q, [1, q.length]),
  tokens: new ort.Tensor('float32', new Float32Array(R.T * R.D), [1, R.T, R.D]),
  tokens_mask: i64(Array(R.T).fill(0), [1, R.T]),
});
out.decoder_nophoto_cos = cos(R.logits_nophoto[0], d.logits.data);
const bench = async (f, n) => {
  await f();
  await f();
  const t = performance.now();
  for (let i = 0; i < n; i++) await f();
  return (performance.now() - t) / n;
};
for (const b of [1, 16]) {
  const x = new ort.Tensor('uint8', new Uint8Array(b * S * S * 3).fill(90), [b, S, S, 3]);
  out[`image_per_s_batch${b}`] = +((b * 1000) / (await bench(() => I.run({ pixels: x }), b === 1 ? 40 : 8))).toFixed(1);
}
{
  const t = R.texts[2],
    a = {
      input_ids: i64(t, [1, t.length]),
      attention_mask: i64(
        t.map(() => 1),
        [1, t.length],
      ),
    };
  out.text_ms = +(await bench(() => X.run(a), 40)).toFixed(2);
}
{
  const tokens = new ort.Tensor('float32', r.tokens.data.slice(0, R.T * R.D), [1, R.T, R.D]),
    tokens_mask = i64(Array(R.T).fill(1), [1, R.T]);
  const next = async (ids) => {
    const { logits } = await D.run({ input_ids: i64(ids, [1, ids.length]), tokens, tokens_mask });
    return logits.data.reduce((best, value, id) => (value > logits.data[best] ? id : best), 0);
  };
  out.decoder_step_ms = +(await bench(() => next(q), 40)).toFixed(2);
  const pixels = new ort.Tensor('uint8', new Uint8Array(S * S * 3).fill(90), [1, S, S, 3]);
  out.first_token_ms = +(
    await bench(async () => {
      await I.run({ pixels });
      await next(q);
    }, 40)
  ).toFixed(2);
  const words = 24; // the longest caption, greedy
  const caption = async () => {
    const ids = [R.caption];
    for (let n = 0; n < words; n++) ids.push(await next(ids));
  };
  out.tokens_per_s = +((words * 1000) / (await bench(caption, 10))).toFixed(0);
}
console.log(JSON.stringify(out, null, 1));
fs.writeFileSync('verify/result.json', JSON.stringify(out));
