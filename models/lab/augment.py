"""Two photos in one: blended, or with a rectangle of one pasted into the other. The targets are mixed in the same shares."""
import numpy as np
import torch


def mix(x, rng):
    """x: [N,3,H,W] -> mixed photos, the order of the second photos [N], the share of the first [N,1]"""
    n, _, h, w = x.shape
    order = torch.from_numpy(rng.permutation(n)).to(x.device)
    if rng.rand() < 0.5:
        share = torch.from_numpy(rng.beta(0.8, 0.8, n)).float().to(x.device)
        s = share.view(-1, 1, 1, 1)
        return s * x + (1 - s) * x[order], order, share.view(-1, 1)
    cut = np.sqrt(1 - rng.beta(1, 1))
    ch, cw = int(h * cut), int(w * cut)
    top, left = rng.randint(h - ch + 1), rng.randint(w - cw + 1)
    x = x.clone()
    x[:, :, top : top + ch, left : left + cw] = x[order][:, :, top : top + ch, left : left + cw]
    share = torch.full((n, 1), 1 - ch * cw / (h * w), device=x.device)
    return x, order, share


def blend(target, order, share):
    """targets of the mixed photos; target: [N, D]"""
    return share * target + (1 - share) * target[order]
