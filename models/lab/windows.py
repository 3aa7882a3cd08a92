"""New windows of a photo, between the teacher's eight views. What the teacher would see there is close to the mean of what
it saw in the views, weighted by their overlap: seven views weighted so have a cosine of 0.85 with the eighth."""
import torch

SHARPNESS = 8.0
SMALLEST, NARROWEST = 0.3, 0.7  # area, and width by height


def draw(n, device):
    """n windows within the unit square: x, y, width, height, [n, 4]"""
    area = SMALLEST + (1 - SMALLEST) * torch.rand(n, device=device)
    shape = NARROWEST ** (2 * torch.rand(n, device=device) - 1)
    size = torch.stack([(area * shape).sqrt(), (area / shape).sqrt()], 1).clamp(max=1)
    return torch.cat([(1 - size) * torch.rand(n, 2, device=device), size], 1)


def overlap(a, b):
    """intersection over union; a [N, 4], b [N, V, 4] -> [N, V]"""
    a = a[:, None]
    low = torch.maximum(a[..., :2], b[..., :2])
    high = torch.minimum(a[..., :2] + a[..., 2:], b[..., :2] + b[..., 2:])
    both = (high - low).clamp(min=0).prod(-1)
    return both / (a[..., 2:].prod(-1) + b[..., 2:].prod(-1) - both)


def weights(window, views):
    """shares of the views in what the teacher sees in a window; window [N, 4], views [N, V, 4] -> [N, V]"""
    return (SHARPNESS * overlap(window, views)).softmax(1)
