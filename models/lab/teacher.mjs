// MobileNetV2 teacher over all views: node teacher.mjs raw/teacher/mobilenet_v2.onnx (needs onnxruntime-node)
// outputs cache/tfeat.f32 [view][image][1280] and cache/ttop.f32 [view][image][5 class ids, 5 probabilities]
import { createRequire } from 'module';
import path from 'path';
const require = createRequire(path.resolve(process.env.NODE_DEPS || '.') + '/');
const ort = require('onnxruntime-node'),
  fs = require('fs');
const meta = JSON.parse(fs.readFileSync('cache/meta.json'));
const N = meta.length;
const buf = fs.readFileSync('cache/boxes.f32');
const box = new Float32Array(buf.buffer, buf.byteOffset, buf.length / 4),
  V = box.length / N / 5;
const fd = fs.openSync('cache/img224.u8', 'r');
const s = await ort.InferenceSession.create(process.argv[2], { intraOpNumThreads: 2 });
const B = 16,
  IM = 224 * 224 * 3;
const fo = fs.openSync('cache/tfeat.f32', 'w'),
  ft = fs.openSync('cache/ttop.f32', 'w');
const x = new Float32Array(B * IM),
  img = Buffer.alloc(IM);
function crop(o, b) {
  // bilinear crop of img -> x[o..] CHW
  const [bx, by, bw, bh, fl] = b;
  const S = 224,
    y0 = new Int32Array(S),
    y1 = new Int32Array(S),
    fy = new Float32Array(S),
    x0 = new Int32Array(S),
    x1 = new Int32Array(S),
    fx = new Float32Array(S);
  for (let i = 0; i < S; i++) {
    let t = (by + (bh * (i + 0.5)) / S) * S - 0.5;
    t = Math.max(0, Math.min(S - 1, t));
    y0[i] = t | 0;
    y1[i] = Math.min(S - 1, y0[i] + 1);
    fy[i] = t - y0[i];
    const j = fl > 0.5 ? S - 1 - i : i;
    t = (bx + (bw * (j + 0.5)) / S) * S - 0.5;
    t = Math.max(0, Math.min(S - 1, t));
    x0[i] = t | 0;
    x1[i] = Math.min(S - 1, x0[i] + 1) * 3;
    fx[i] = t - x0[i];
    x0[i] *= 3;
  }
  for (let i = 0; i < S; i++) {
    const a = y0[i] * S * 3,
      c = y1[i] * S * 3,
      w = fy[i];
    for (let j = 0; j < S; j++) {
      const l = x0[j],
        r = x1[j],
        u = fx[j];
      for (let k = 0; k < 3; k++) {
        const p = img[a + l + k] * (1 - u) + img[a + r + k] * u,
          q = img[c + l + k] * (1 - u) + img[c + r + k] * u;
        x[o + k * 50176 + i * S + j] = (p + (q - p) * w) / 127.5 - 1;
      }
    }
  }
}
const t0 = performance.now();
let n = 0;
// view-major so that training can begin with the first views; resulting row = v*N+i
for (let v = 0; v < V; v++) {
  for (let i = 0; i < N; i += B) {
    const m = Math.min(B, N - i);
    if (v > 0 && meta[i].split === 'test' && meta[i + m - 1].split === 'test') {
      fs.writeSync(fo, Buffer.alloc(m * 5120));
      fs.writeSync(ft, Buffer.alloc(m * 40));
      n += m;
      continue;
    }
    for (let b = 0; b < m; b++) {
      fs.readSync(fd, img, 0, IM, (i + b) * IM);
      crop(b * IM, box.subarray(((i + b) * V + v) * 5, ((i + b) * V + v) * 5 + 5));
    }
    const r = await s.run({ t0: new ort.Tensor('float32', x.subarray(0, m * IM), [m, 3, 224, 224]) });
    fs.writeSync(fo, Buffer.from(r.t172.data.buffer, r.t172.data.byteOffset, m * 1280 * 4));
    const top = new Float32Array(m * 10);
    for (let b = 0; b < m; b++) {
      const k = r.t176.data.subarray(b * 1001, b * 1001 + 1001);
      const used = [];
      for (let q = 0; q < 5; q++) {
        let mx = -1,
          mi = 0;
        for (let j = 0; j < 1001; j++)
          if (k[j] > mx && !used.includes(j)) {
            mx = k[j];
            mi = j;
          }
        used.push(mi);
        top[b * 10 + q] = mi;
        top[b * 10 + 5 + q] = mx;
      }
    }
    fs.writeSync(ft, Buffer.from(top.buffer));
    n += m;
  }
  console.log('view', v, n, ((n / (performance.now() - t0)) * 1000).toFixed(1) + '/s');
}
