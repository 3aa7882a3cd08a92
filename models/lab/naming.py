"""The names of things: moves the map to the embedding so that photos without captions are found by what a detector saw on them,
while photos with captions are found by these and stay where they are."""
import numpy as np
import torch
import torch.nn.functional as F
import qa
from average import back, state_of
from heads import text_embeddings
from losses import contrast, soft_choice
from retrieval import embed_texts

STEPS, BATCH, RATE = 300, 512, 3e-4
SHARPNESS = 20  # of the choice among the names
STILL = 5  # weight of photos with captions staying where they are
KEPT = 0.4  # share of the weights before, at the end


class Naming:
    def __init__(self, model, data, pooled):
        self.m, self.d, self.pooled = model, data, pooled
        self.places = model.image.embed(pooled).detach()
        self.row = np.full(len(data.rec), -1)  # of a photo in the two
        self.row[data.train] = np.arange(len(data.train))
        self.named = np.array([i for i in data.train if int(i) not in data.cap_of and data.seen[i].any()])
        self.captions = np.array([data.cap_of[int(i)][:5] for i in data.capimg])
        self.texts = text_embeddings(model, data, self.captions.flatten())
        sentences = ["a photo of " + qa.art(name) for name in data.objects]
        both = embed_texts(model, data.tok, sentences) + embed_texts(model, data.tok, data.objects)
        self.names = F.normalize(both, dim=-1)

    def embedded(self, photos):
        return self.m.image.embed(F.dropout(self.pooled[self.row[photos]], 0.1))

    def choose(self, photos, n):
        return self.d.np.choice(photos, n, replace=False)

    def named_rightly(self):
        photos = self.choose(self.named, BATCH)
        there = torch.as_tensor(self.d.seen[photos]).float()
        return soft_choice(SHARPNESS * self.embedded(photos) @ self.names.T, there / there.sum(1, keepdim=True))

    def found_by_captions(self):
        k = self.choose(len(self.captions), BATCH)
        caption = self.captions[k, self.d.np.randint(0, self.captions.shape[1], BATCH)]
        return contrast(self.m.scale.detach().exp(), self.embedded(self.d.capimg[k]), self.texts[caption])

    def moved(self):
        rows = self.row[self.choose(self.d.capimg, 2 * BATCH)]
        return 1 - (self.m.image.embed(self.pooled[rows]) * self.places[rows]).sum(1).mean()


def learn_names(model, data, pooled):
    """pooled: [N, 768] of the training photos"""
    naming, emb = Naming(model, data, pooled), model.image.emb
    before = state_of(emb)
    optimiser = torch.optim.Adam(emb.parameters(), lr=RATE)
    for step in range(STEPS):
        optimiser.param_groups[0]["lr"] = RATE * (1 - step / STEPS)
        losses = [naming.named_rightly(), naming.found_by_captions(), naming.moved()]
        optimiser.zero_grad()
        (losses[0] + losses[1] + STILL * losses[2]).backward()
        optimiser.step()
    print("names of things: losses", [round(loss.item(), 4) for loss in losses], flush=True)
    back(emb, before, KEPT)
