// YOLOX-nano teacher (object presence and counts): node yolox.mjs raw/teacher/yolox_nano.onnx (needs onnxruntime-node)
import { createRequire } from 'module';
import path from 'path';
const require = createRequire(path.resolve(process.env.NODE_DEPS || '.') + '/');
const ort = require('onnxruntime-node'),
  fs = require('fs');
const meta = JSON.parse(fs.readFileSync('cache/meta.json'));
const N = meta.length;
const fd = fs.openSync('cache/img224.u8', 'r'),
  IM = 224 * 224 * 3,
  S = 416;
const s = await ort.InferenceSession.create(process.argv[2], { intraOpNumThreads: 2 });
const img = Buffer.alloc(IM),
  x = new Float32Array(3 * S * S);
const i0 = new Int32Array(S),
  i1 = new Int32Array(S),
  f = new Float32Array(S);
for (let i = 0; i < S; i++) {
  let t = ((i + 0.5) * 224) / S - 0.5;
  t = Math.max(0, Math.min(223, t));
  i0[i] = t | 0;
  i1[i] = Math.min(223, i0[i] + 1);
  f[i] = t - i0[i];
}
const grid = [];
for (const st of [8, 16, 32]) {
  const n = S / st;
  for (let y = 0; y < n; y++) for (let xx = 0; xx < n; xx++) grid.push([xx, y, st]);
}
const out = fs.createWriteStream('cache/yolox.jsonl');
const t0 = performance.now();
let n = 0;
for (let i = 0; i < N; i++) {
  if (meta[i].split === 'test' || meta[i].set === 'daquar') continue;
  fs.readSync(fd, img, 0, IM, i * IM);
  for (let y = 0; y < S; y++) {
    const a = i0[y] * 672,
      c = i1[y] * 672,
      w = f[y];
    for (let j = 0; j < S; j++) {
      const l = i0[j] * 3,
        r = i1[j] * 3,
        u = f[j];
      for (let k = 0; k < 3; k++) {
        const p = img[a + l + k] * (1 - u) + img[a + r + k] * u,
          q = img[c + l + k] * (1 - u) + img[c + r + k] * u;
        x[(2 - k) * S * S + y * S + j] = p + (q - p) * w;
      }
    }
  }
  const r = await s.run({ [s.inputNames[0]]: new ort.Tensor('float32', x, [1, 3, S, S]) });
  const d = r[s.outputNames[0]].data;
  const bs = [];
  for (let g = 0; g < grid.length; g++) {
    const o = g * 85,
      ob = d[o + 4];
    if (ob < 0.2) continue;
    let m = 0,
      mi = 0;
    for (let c = 0; c < 80; c++)
      if (d[o + 5 + c] > m) {
        m = d[o + 5 + c];
        mi = c;
      }
    const sc = ob * m;
    if (sc < 0.3) continue;
    const [gx, gy, st] = grid[g];
    const cx = (d[o] + gx) * st,
      cy = (d[o + 1] + gy) * st,
      w = Math.exp(d[o + 2]) * st,
      h = Math.exp(d[o + 3]) * st;
    bs.push([mi, sc, cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2]);
  }
  bs.sort((a, b) => b[1] - a[1]);
  const keep = [];
  for (const b of bs) {
    let ok = true;
    for (const k of keep) {
      if (k[0] !== b[0]) continue;
      const iw = Math.min(b[4], k[4]) - Math.max(b[2], k[2]),
        ih = Math.min(b[5], k[5]) - Math.max(b[3], k[3]);
      if (iw > 0 && ih > 0) {
        const u = (iw * ih) / ((b[4] - b[2]) * (b[5] - b[3]) + (k[4] - k[2]) * (k[5] - k[3]) - iw * ih);
        if (u > 0.5) {
          ok = false;
          break;
        }
      }
    }
    if (ok) keep.push(b);
    if (keep.length >= 30) break;
  }
  out.write(
    JSON.stringify({ i, d: keep.map((b) => [b[0], +b[1].toFixed(3), ...b.slice(2).map((v) => +(v / S).toFixed(3))]) }) +
      '\n',
  );
  n++;
  if (n % 1000 === 0) console.log(n, ((n / (performance.now() - t0)) * 1000).toFixed(1) + '/s');
}
out.end();
