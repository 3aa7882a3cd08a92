"""Platt scaling of the cosine, and how well the probabilities hold."""
import torch
import torch.nn.functional as F

FITTED_ON = (
    "Flickr8k dev pairs not used in training (500 photos), matching and random pairs weighted equally; "
    "for a search in a large library the threshold must be stricter"
)


def pairs(captions, images, seed=0):
    """cosines of matching pairs [5 N] and of random pairs [20 N]; captions [5 N, D], images [N, D]"""
    s = captions @ images.T
    own = torch.arange(len(images)).repeat_interleave(5)
    generator = torch.Generator().manual_seed(seed)
    other = [(own + torch.randint(1, len(images), (len(own),), generator=generator)) % len(images) for _ in range(4)]
    match = s.gather(1, own[:, None]).flatten().double()
    return match, torch.cat([s.gather(1, o[:, None]).flatten() for o in other]).double()


def fit(match, random):
    """a, b of probability = sigmoid(a cos + b)"""
    ab = torch.tensor([10.0, -2.0], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([ab], max_iter=200)

    def loss():
        optimiser.zero_grad()
        value = F.softplus(-(ab[0] * match + ab[1])).mean() + F.softplus(ab[0] * random + ab[1]).mean()
        value.backward()
        return value

    optimiser.step(loss)
    return [round(x, 4) for x in ab.tolist()]


def summary(a, b, match, random):
    right = ((a * match + b > 0).double().mean() + (a * random + b < 0).double().mean()) / 2
    return dict(
        a=a,
        b=b,
        fitted_on=FITTED_ON,
        pos_mean=round(match.mean().item(), 3),
        neg_mean=round(random.mean().item(), 3),
        balanced_accuracy=round(right.item(), 3),
        cos_random_99th_percentile=round(float(torch.quantile(random, 0.99)), 3),
    )


def tenths(a, b, match, random, bins=10):
    """per tenth of probability: mean probability, share of matching pairs (both kinds weighted equally), weight, pairs"""
    p = torch.sigmoid(a * torch.cat([match, random]) + b)
    true = torch.cat([torch.ones_like(match), torch.zeros_like(random)])
    weight = torch.cat([torch.full_like(match, 0.5 / len(match)), torch.full_like(random, 0.5 / len(random))])
    for k in range(bins):
        here = (p >= k / bins) & (p < (k + 1) / bins if k + 1 < bins else p <= 1)
        if here.any():
            w = weight[here]
            yield ((p[here] * w).sum() / w.sum()).item(), ((true[here] * w).sum() / w.sum()).item(), w.sum().item(), int(here.sum())


def reliability(a, b, match, random):
    """rows of mean probability, share of matching pairs, pairs"""
    return [[round(mean, 3), round(share, 3), pairs] for mean, share, _, pairs in tenths(a, b, match, random)]


def error(a, b, match, random):
    """expected calibration error: mean distance between the two columns of `reliability`, by weight"""
    return round(sum(weight * abs(mean - share) for mean, share, weight, _ in tenths(a, b, match, random)), 4)
