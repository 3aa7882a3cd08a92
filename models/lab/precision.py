"""Whether matrix products run in bfloat16: twice as fast on GPUs and on processors with instructions for it,
twenty times slower on the others. A trial tells."""
import functools
import time
import torch
import torch.nn.functional as F


@functools.lru_cache(maxsize=None)
def half_is_faster(device):
    if device == "cuda":
        return True
    x = torch.randn(8, 64, 32, 32).contiguous(memory_format=torch.channels_last)
    w = torch.randn(64, 64, 3, 3)

    def seconds(half):
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            F.conv2d(x, w, padding=1)
            start = time.perf_counter()
            for _ in range(5):
                F.conv2d(x, w, padding=1)
        return time.perf_counter() - start

    return seconds(True) < seconds(False)


def autocast(device, off=False):
    return torch.autocast(device, dtype=torch.bfloat16, enabled=not off and half_is_faster(device))
