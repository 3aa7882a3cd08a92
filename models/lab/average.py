"""Exponential moving average of all weights and statistics of a model."""
import copy
import torch


def back(module, before, share):
    """the weights of `module`, this share of the way back to the state dict `before` (Wortsman et al., 2022)"""
    module.load_state_dict({name: value.lerp(before[name], share) for name, value in module.state_dict().items()})


def state_of(module):
    """a copy of its state dict"""
    return {name: value.clone() for name, value in module.state_dict().items()}


class Average:
    def __init__(self, model, decay):
        self.model = copy.deepcopy(model).eval()
        self.decay = decay
        self.steps = 0

    @torch.no_grad()
    def update(self, model):
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        own = self.model.state_dict()
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                own[name].lerp_(value, 1 - keep)
            else:
                own[name].copy_(value)
