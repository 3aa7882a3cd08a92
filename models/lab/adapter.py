"""A person's own labels tune search without touching the towers: a low-rank step on the embeddings of photos
(Hu et al., 2022, at the last layer). Photos that are indexed already need not be looked at again."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Adapter(nn.Module):
    def __init__(self, dim, rank=8):
        super().__init__()
        self.down = nn.Linear(dim, rank, bias=False)
        self.up = nn.Linear(rank, dim, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, photos):
        """embeddings [N, D] of length 1 -> the same shape and length; at first the same embeddings"""
        return F.normalize(photos + self.up(self.down(photos)), dim=-1)


def fit(adapter, labelled, true, names, library, calibration, steps=200, rate=1e-3, kept=1.0):
    """labelled [N, D] and library [L, D]: embeddings of photos with labels and of others, names [M, D]: of the labels,
    true [N, M]: which label a photo has, calibration: (a, b) of the towers. A label's photos weigh as much as all
    others together; `kept` holds the library's embeddings where they are. Returns the last loss."""
    a, b = calibration
    true = true.float()
    weight = true / true.sum(0).clamp(min=1) + (1 - true) / (1 - true).sum(0).clamp(min=1)
    optimiser = torch.optim.Adam(adapter.parameters(), lr=rate)
    for _ in range(steps):
        logits = a * adapter(labelled) @ names.T + b
        chosen = F.binary_cross_entropy_with_logits(logits, true, weight, reduction="sum") / (2 * len(names))
        moved = (adapter(library) - library).square().sum(1).mean()
        loss = chosen + kept * moved
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return loss.item()
