"""Some photos fit every text a little and stand in the way of the right one (hubs, Radovanović et al., 2010). How well a photo
fits a bank of texts that are not asked for says how much of a hub it is (query bank normalisation, Bogolin et al., 2022).
Here that is one more number of the embedding, so that a plain dot product takes it into account."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from heads import text_embeddings

SHARPNESS = 30  # of the soft maximum over the bank
WEIGHT = 0.5  # of a photo's fit to the bank against its fit to a query
REACH = 0.25  # the number that stands opposite in a query; small, so that photos are compared by what they show
CAPTIONS = 0.75  # share of captions in the bank beside the names of things


class QueryBank(nn.Module):
    def __init__(self, texts, dim):
        super().__init__()
        self.register_buffer("texts", torch.zeros(texts, dim))
        self.register_buffer("mean", torch.zeros(1))

    def fit_of(self, photos):
        """embeddings [N, D] -> [N, 1], how well each fits the bank: a soft maximum of cosines"""
        return torch.logsumexp(SHARPNESS * photos @ self.texts.T, 1, keepdim=True) / SHARPNESS

    def photo(self, photos):
        """embeddings [N, D] of length 1 -> [N, D + 1] of length 1"""
        return F.normalize(torch.cat([photos, (WEIGHT / REACH) * (self.mean - self.fit_of(photos))], 1), dim=-1)

    def query(self, texts):
        """embeddings [N, D] of length 1 -> [N, D + 1] of length 1"""
        return F.normalize(torch.cat([texts, torch.full_like(texts[:, :1], REACH)], 1), dim=-1)


@torch.no_grad()
def filled(size, model, data, pooled, photos=1000):
    """a bank of captions of training photos and names of things, drawn once; the mean is that of training photos, pooled [N, 768]"""
    bank = QueryBank(size, model.c["emb"])
    captions = np.concatenate([data.cap_of[int(i)] for i in data.capimg])
    names = data.negpool[data.town[data.negpool] < 0]
    of_captions = int(size * CAPTIONS)
    rows = np.concatenate([data.np.choice(captions, of_captions, False), data.np.choice(names, size - of_captions, False)])
    bank.texts.copy_(text_embeddings(model, data, rows)[torch.as_tensor(rows)])
    seen = model.image.embed(pooled[data.np.choice(len(pooled), photos, False)])
    bank.mean.copy_(bank.fit_of(seen).mean())
    return bank
