"""The stages of training the decoder, alone and with the image tower."""
import numpy as np
import torch
import torch.nn.functional as F
import losses
import tokenizer as tk
from generate import draw, trim
from rewards import Rewards
from spoken import SURE
from stages import Image, Stage


class Decode(Stage):
    """decoder on the frozen image tower; only the projection to tokens and their resampling move with it"""

    rate, batch, gpu_batch, shows = 1e-3, 48, 384, None

    def parts(self):
        i = self.m.image
        return [self.m.dec, i.t16, i.t32, i.tn, i.re]

    def extra(self):
        return [self.m.image.pos]

    def step(self, progress):
        idx = self.d.np.choice(self.d.seqimg, self.o.batch, replace=False)
        tokens = self.tokens(idx)
        with self.autocast():
            caption, answer = self.words(tokens, idx)
        figures = dict(cap=float(caption), ans=float(answer))
        return caption + 0.5 * answer, figures, len(idx)

    def tokens(self, idx):
        """what the decoder sees of whole photos [N, T, D]"""
        i = self.m.image
        x = self.pixels(idx, self.d.box[self.rows(idx), 0, :4], self.c["size"])
        with torch.no_grad(), self.autocast():
            h, z = i.backbone(x)
        with self.autocast():
            return i.tokens(h, z)

    def sequences(self, idx):
        """up to three captions and two answers of each photo, and some without a photo: rows, and whose photo (-1: none)"""
        d, rows, of = self.d, [], []
        for j, i in enumerate(int(i) for i in idx):
            captions, kinds = d.seq.captions.get(i, []), d.seq.answers.get(i)
            chosen = d.rng.sample(captions, min(3, len(captions)))
            if kinds:
                chosen = chosen + [d.rng.choice(kinds[d.rng.choice(list(kinds))]) for _ in range(2)]
            rows += chosen
            of += [j] * len(chosen)
        n = max(1, len(rows) // 40)
        return np.array(rows + [d.rng.choice(d.seq.no_photo) for _ in range(n)]), np.array(of + [-1] * n)

    def words(self, tokens, idx):
        """mean loss of a caption's word and of an answer's word"""
        d, m = self.d, self.m
        rows, of = self.sequences(idx)
        order = np.argsort(d.seq.lengths[rows])
        rows, of = rows[order], of[order]
        total, count = [0.0, 0.0], [0, 0]
        cut = len(rows) * 2 // 3
        for part in (slice(0, cut), slice(cut, None)):  # two groups by length, so less padding
            ids, counted = d.seq_batch(rows[part])
            photo = torch.from_numpy(of[part]).to(d.device)
            seen = (photo >= 0).long()[:, None].expand(-1, tokens.shape[1])
            h = m.dec.hidden(ids[:, :-1], tokens, seen, photo.clamp(min=0))
            counted = counted[:, 1:]
            loss = F.cross_entropy(m.dec.head(h[counted]).float(), ids[:, 1:][counted], reduction="none")
            caption = (ids[:, :1] == tk.CAP).expand_as(counted)[counted]
            for k, these in enumerate((caption, ~caption)):
                total[k] = total[k] + (loss * these).sum()
                count[k] += int(these.sum())
        return total[0] / max(count[0], 1), total[1] / max(count[1], 1)


class Critic(Decode):
    """the decoder draws captions and learns from what they are worth (rewards.py) beside the others that it drew of a photo
    (self-critical training, Rennie et al., 2017; the others as baseline, Luo, 2020), and goes on with people's captions and answers"""

    rate, batch, gpu_batch, shows = 2e-4, 32, 192, None
    drawn = 5
    longest = 22  # words of a caption that is drawn

    def prepare(self):
        d = self.d
        sure = {i for i in d.seqimg.tolist() if any(p >= SURE for _, p in d.rec[i]["objects"])}
        self.described = np.array(sorted(sure | set(d.seq.captions)))
        captions = {i: [d.seq.text(row) for row in d.seq.captions.get(i, [])] for i in self.described}
        there = {i: [d.objects[k] for k, _ in d.rec[i]["objects"]] for i in self.described}
        self.rewards = Rewards(captions, there, d.objects)

    def step(self, progress):
        idx = self.d.np.choice(self.described, self.o.batch, replace=False)
        tokens = self.tokens(idx)
        with self.autocast():
            caption, answer = self.words(tokens, idx)
            worth, regret = self.regret(tokens, idx)
        figures = dict(cap=float(caption), ans=float(answer), worth=worth)
        return regret + 0.2 * caption + 0.3 * answer, figures, len(idx)

    def regret(self, tokens, idx):
        """mean worth of the captions drawn; loss: a word's surprise, weighted by how much more its caption is worth than the others"""
        d = self.d
        photo = self.rows(np.repeat(np.arange(len(idx)), self.drawn))
        ids = draw(self.m, tk.CAP, tokens.detach(), photo, self.longest)
        said = [d.tok.decode(trim(row)) for row in ids[:, 1:].tolist()]
        worth = torch.tensor([self.rewards.of(int(i), text) for i, text in zip(np.repeat(idx, self.drawn), said)])
        worth = worth.view(len(idx), self.drawn)
        seen = torch.ones(len(photo), tokens.shape[1], dtype=torch.long, device=d.device)
        counted = ids[:, 1:] != tk.PAD
        h = self.m.dec.hidden(ids[:, :-1], tokens, seen, photo)
        surprise = F.cross_entropy(self.m.dec.head(h[counted]).float(), ids[:, 1:][counted], reduction="none")
        weight = losses.over_others(worth).view(-1, 1).to(d.device).expand_as(counted)[counted]
        return worth.mean().item(), (weight * surprise).mean()


class Joint(Image, Decode):
    """image tower and decoder together; each loss weighted by its learned uncertainty"""

    rate, batch, gpu_batch, shows = 4e-4, 64, 384, "student"

    def parts(self):
        return Image.parts(self) + [self.m.dec]

    def extra(self):
        return [self.m.logvar, self.m.image.pos]

    def step(self, progress):
        alike, chosen, figures, idx, v, tokens = self.learn(progress, tokens=True)
        whole = torch.where(v == 0)[0]  # captions and answers speak of the whole photo
        kinds = [alike, chosen]
        if len(whole):
            with self.autocast():
                kinds += self.words(tokens[whole], idx[whole.cpu().numpy()])
            figures.update(cap=float(kinds[2]), ans=float(kinds[3]))
        loss = sum(torch.exp(-s) * kind + s for s, kind in zip(self.m.logvar, kinds))
        return loss, figures, len(idx)
