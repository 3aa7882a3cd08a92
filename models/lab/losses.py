"""The losses, each a function of tensors alone."""
import torch
import torch.nn.functional as F

MASKED = -1e4


def contrast(scale, image, text, mask=None):
    """symmetric; image, text: [N, D] of unit length, row i belongs to row i; mask [texts, images]: also true, no negative"""
    s = scale * text @ image.T
    if mask is not None:
        s = s.masked_fill(mask, MASKED)
    y = torch.arange(len(s), device=s.device)
    return 0.5 * F.cross_entropy(s, y) + 0.5 * F.cross_entropy(s.T, y)


def choose(scale, query, candidates, mask):
    """row i of query belongs to row i of candidates [M, D], M >= N; mask [N, M]: also true, no negative"""
    s = (scale * query @ candidates.T).masked_fill(mask, MASKED)
    return F.cross_entropy(s, torch.arange(len(s), device=s.device))


def feature_loss(guess, target):
    """guess, target: [N, 320] half-whitened principal components of the teacher's features"""
    return 2 * (1 - F.cosine_similarity(guess, target)).mean() + 0.5 * F.mse_loss(guess, target)


def class_loss(logits, classes, probability):
    """classes, probability: [N, k], the teacher's best k classes; classes may be [N, 2k] of a blended photo"""
    return -(F.log_softmax(logits, -1).gather(1, classes) * probability).sum(1).mean()


def soft_choice(logits, target):
    """cross-entropy against a distribution; logits, target: [N, M]"""
    return -(F.log_softmax(logits, -1) * target).sum(1).mean()


def over_others(worth):
    """worth [N, K] of K samples of each photo -> by how much each is worth more than the mean of the others, [N, K]"""
    k = worth.shape[1]
    return (worth - worth.mean(1, keepdim=True)) * k / (k - 1)
