"""The stages of training the towers, and what every stage is. Each offers `parts` (what it trains), `rate`, `batch` and `step(progress)`,
which draws a batch and returns the loss, the figures for the log and the number of photos."""
import numpy as np
import torch
import torch.nn.functional as F
import losses
from augment import blend, mix
from average import back, state_of
from heads import fold_embedding, text_embeddings
from model import TextTowers
from precision import autocast

SCALE_MAX = 60
OWN = 0.1  # weight of a photo's own captions beside the teacher's ranking: more was learned by heart


class Stage:
    def __init__(self, model, data, options):
        self.m, self.d, self.o = model, data, options
        self.c = model.c
        self.memory = {}  # saved with the weights, for a stage that goes on after an interruption
        self.prepare()

    def prepare(self):
        pass

    def begin(self):
        """what has to be done when the stage starts, and not when it goes on"""

    def mode(self):
        """training mode for what is trained, evaluation mode for the rest"""
        self.m.eval()
        for part in self.parts():
            part.train()

    def extra(self):
        """parameters outside of `parts`"""
        return []

    def settle(self, model):
        """what has to be done to the averaged weights before they are used"""

    def finish(self, model):
        """what has to be done to the averaged weights at the end of the stage"""
        self.settle(model)

    def autocast(self):
        return autocast(self.d.device, self.o.fp32)

    def scale(self):
        return self.m.scale.exp().clamp(max=SCALE_MAX)

    def teach(self, target):
        """the teacher's embedding [N, emb] of its features [N, 320]"""
        return F.normalize(self.m.timg(target), dim=-1)

    def photos(self, n, captioned):
        """n photos to train on, at least this share of them with captions"""
        d = self.d
        k = int(n * captioned)
        both = [d.np.choice(d.capimg, k, replace=False), d.np.choice(d.train, n - k, replace=False)]
        return np.unique(np.concatenate(both))

    def rows(self, idx):
        return torch.as_tensor(idx, device=self.d.device)

    def windows(self, idx, whole):
        """windows of photos [N, 4], the teacher's features of them [N, 320] and the nearest of its views [N];
        this share of them is the whole photo"""
        v = self.d.np.randint(0, self.d.V, len(idx))
        v[self.d.np.rand(len(idx)) < whole] = 0
        window, shares = self.d.windows(self.rows(idx), self.rows(v), self.o.new)
        return window, self.d.target_between(self.rows(idx), shares), shares.argmax(1)

    def pixels(self, idx, window, size):
        x = self.m.image.norm(self.d.cut(self.rows(idx), window, size))
        return x.contiguous(memory_format=torch.channels_last)


class Text(Stage):
    """text tower and a linear head on the teacher's features"""

    rate, batch, gpu_batch, shows = 1e-3, 256, 1024, "teacher"

    def parts(self):
        return [self.m.text, self.m.timg]

    def extra(self):
        return [self.m.scale]

    def step(self, progress):
        idx = self.photos(self.o.batch, 0.6)
        _, target, nearest = self.windows(idx, 0)
        return self.align(idx, target, self.d.pick_texts(idx, nearest.cpu().numpy()))

    def align(self, idx, features, texts):
        """contrast of photos, given as features [N, 320], and their texts (rows; -1: none)"""
        idx, features, texts, text = self.read(idx, features, texts)
        mask = self.d.entail(texts, idx).fill_diagonal_(False).to(self.d.device)
        loss = losses.contrast(self.scale(), self.teach(features), text, mask)
        return loss, dict(nce=loss.item()), len(idx)

    def read(self, idx, features, texts):
        """those that have a text, and its embedding [N, emb]"""
        has = texts >= 0
        with self.autocast():
            text = self.m.text(*self.d.text_batch(texts[has]))
        return idx[has], features[self.rows(has)], texts[has], text.float()


class Align(Text):
    """text tower and head once more, now mostly on what the finished image tower guesses: texts learn what it can see.
    The weights end half way between before and after, which keeps what was known of other photos (Wortsman et al., 2022)."""

    rate, batch, gpu_batch, shows = 3e-4, 512, 1024, "student"
    whole = (1, 1, 0, 0)  # of the windows of each photo
    guessed = 0.7  # share of guesses beside the teacher's own features
    kept = 0.5  # share of the weights before

    def begin(self):
        self.memory["before"] = [state_of(part) for part in self.parts()]

    def prepare(self):
        self.guesses = torch.stack([self.look(whole) for whole in self.whole], 1)
        self.spread = self.guesses.std(-1).mean()
        self.place = {int(i): k for k, i in enumerate(self.d.train)}
        self.captioned = self.rows([self.place[int(i)] for i in self.d.capimg])

    @torch.no_grad()
    def look(self, whole, batch=125):
        """the image tower's guess of the teacher's features of one window of each photo [photos, 320]"""
        self.m.eval()
        out = []
        for k in range(0, len(self.d.train), batch):
            idx = self.d.train[k : k + batch]
            window, _, _ = self.windows(idx, whole)
            with self.autocast():
                pooled, _ = self.m.image(self.pixels(idx, window, self.c["size"]), tokens=False)
                out.append(self.m.image.feat(pooled).float())
        return torch.cat(out)

    def settle(self, model):
        fold_embedding(model, self.spread)

    def finish(self, model):
        for part, before in zip((model.text, model.timg), self.memory["before"]):
            back(part, before, self.kept)
        self.settle(model)

    def step(self, progress):
        d = self.d
        idx = self.photos(self.o.batch, 0.4)
        _, target, nearest = self.windows(idx, 0)
        look = self.rows(d.np.randint(0, len(self.whole), len(idx)))
        guess = self.guesses[self.rows([self.place[int(i)] for i in idx]), look]
        own = self.rows(d.np.rand(len(idx)) < self.guessed)
        features = torch.where(own[:, None], guess, target)
        view = nearest.masked_fill(own, 0).cpu().numpy()
        return self.align(idx, features, d.pick_texts(idx, view, 0.65))

    def align(self, idx, features, texts):
        """among the batch, and each text among all captioned photos"""
        d = self.d
        idx, features, texts, text = self.read(idx, features, texts)
        look = self.rows(d.np.randint(0, len(self.whole), len(d.capimg)))
        others = self.guesses[self.captioned, look]
        e = self.teach(torch.cat([features, others]))
        mask = d.entail(texts, np.concatenate([idx, d.capimg])).fill_diagonal_(False).to(d.device)
        near = losses.contrast(self.scale(), e[: len(idx)], text, mask[:, : len(idx)])
        wide = losses.choose(self.scale(), text, e, mask)
        return 0.5 * near + 0.5 * wide, dict(nce=near.item(), wide=wide.item()), len(idx)


class Tower(Align):
    """one more text tower, from random initialisation, while photos stay where they are; assemble.py puts it beside the others"""

    rate = 1e-3

    def parts(self):
        return [self.m.text]

    def begin(self):
        self.c["text_towers"] = 1
        self.m.text = TextTowers(self.c).to(self.d.device)

    def finish(self, model):
        self.settle(model)


class Image(Stage):
    """image tower: the teacher's features, classes and ranking of texts, and the captions themselves"""

    rate, batch, gpu_batch, shows = 2e-3, 128, 384, "student"
    negatives, recent = 6144, 2048

    def parts(self):
        kept = self.o.freeze.split(",")
        return [part for name, part in self.m.image.named_children() if name not in kept]

    @torch.no_grad()
    def prepare(self):
        with self.autocast():
            self.texts = text_embeddings(self.m, self.d, self.d.negpool)
        self.spread = torch.ones((), device=self.d.device)
        self.queue = torch.zeros(0, self.c["emb"], device=self.d.device)
        self.queue_of = np.zeros(0, np.int64)

    def settle(self, model):
        fold_embedding(model, self.spread)

    def step(self, progress):
        alike, chosen, figures, idx, _, _ = self.learn(progress, tokens=False)
        return alike + chosen, figures, len(idx)

    def learn(self, progress, tokens):
        """loss against the teacher, loss of choosing texts, figures, photos [N], their views [N] (-1: two photos in one),
        and, if asked for, tokens [N, T, D]"""
        o, d, m = self.o, self.d, self.m
        small = progress < o.small and not tokens
        size = 96 if small else self.c["size"]
        idx = self.photos(o.batch, 0.3)
        # in crops at 96 px things are as large as in whole photos at 128
        window, target, v = self.windows(idx, 0.15 if small else 0.5)
        x = self.pixels(idx, window, size)
        mixed = d.np.rand() < o.mix and progress < o.mix_until
        order, share = torch.arange(len(idx), device=d.device), torch.ones(len(idx), 1, device=d.device)
        if mixed:
            x, order, share = mix(x, d.np)
        with self.autocast():
            pooled, seen = m.image(x.contiguous(memory_format=torch.channels_last), tokens=tokens)
        classes, probability = d.classes(idx, v)
        guess = m.image.feat(pooled)
        self.spread.lerp_(guess.detach().std(1).mean(), 0.01 if self.spread != 1 else 1)
        feature = losses.feature_loss(guess, blend(target, order, share))
        both = torch.cat([classes, classes[order]], 1)
        shares = torch.cat([share * probability, (1 - share) * probability[order]], 1)
        known = losses.class_loss(m.image.cls(pooled), both, shares)
        e = self.teach(guess)
        with torch.no_grad():
            teacher = self.teach(target)
            near = F.normalize(blend(teacher, order, share), dim=-1)
        embedding = 1 - (e * near).sum(1).mean()
        ranking, found = self.texts_loss(e, teacher, idx, v, order, share, mixed)
        alike, chosen = feature + 0.3 * known + embedding, o.rank * ranking + 0.2 * found
        figures = dict(feat=feature.item(), emb=embedding.item(), rank=ranking.item(), found=float(found))
        return alike, chosen, figures, idx, torch.full_like(v, -1) if mixed else v, seen

    def texts_loss(self, e, teacher, idx, v, order, share, mixed):
        """(choosing texts as the teacher and the captions do, finding the photo of a text among recent photos)"""
        d, scale = self.d, self.o.scale
        own = d.pick_texts(idx, v.cpu().numpy(), 0.85)
        has = np.where(own >= 0)[0]
        rows = np.concatenate([own[has], d.np.choice(d.negpool, self.negatives)])
        bank = self.texts[self.rows(rows)]
        at = self.rows(has)
        with torch.no_grad():
            target = (scale * teacher @ bank.T).softmax(-1)
            true = torch.from_numpy(d.town[rows][None] == idx[:, None]).to(d.device)  # [photos, texts]
            true[at, torch.arange(len(has), device=d.device)] = True
            target[at] = (1 - OWN) * target[at] + OWN * true[at].float() / true[at].sum(1, keepdim=True)
            target = blend(target, order, share)
        ranking = losses.soft_choice(scale * e @ bank.T, target)
        if mixed:
            return ranking, 0.0
        candidates = torch.cat([e[at], e[self.rest(len(idx), has)], self.queue])
        photos = np.concatenate([idx[has], np.delete(idx, has), self.queue_of])
        mask = d.entail(own[has], photos).fill_diagonal_(False)
        found = losses.choose(scale, bank[: len(has)], candidates, mask.to(d.device))
        self.queue = torch.cat([e.detach(), self.queue])[: self.recent]
        self.queue_of = np.concatenate([idx, self.queue_of])[: self.recent]
        return ranking, found

    def rest(self, n, taken):
        return self.rows(np.delete(np.arange(n), taken))
