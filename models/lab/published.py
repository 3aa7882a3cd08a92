"""Reads the published ONNX files back into the PyTorch modules, so that a shipped model is itself a checkpoint.

The export fuses each batch normalisation into its convolution. Here the pair is split again: statistics are measured
on photos, and scale and shift are chosen so that the evaluated function stays the same.
"""
import json
import os
import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper
from model import CFG, Starter

EPS = 1e-5


def initialisers(path):
    """{name: float32 array}; int8 rows (name_q, name_s) and halves (name_h) are widened"""
    raw = {t.name: numpy_helper.to_array(t) for t in onnx.load(path).graph.initializer}
    out = {}
    for name, array in raw.items():
        if name.endswith("_q"):
            out[name[:-2]] = array.astype(np.float32) * raw[name[:-2] + "_s"]
        elif name.endswith("_h"):
            out[name[:-2]] = array.astype(np.float32)
        elif not name.endswith("_s"):
            out[name] = array
    return {name: torch.from_numpy(np.array(array)) for name, array in out.items()}


def normalised_convolutions(tower):
    """(convolution, batch normalisation) pairs in the order in which they run"""
    layers = [m for m in tower.modules() if isinstance(m, (nn.Conv2d, nn.BatchNorm2d))]
    return [(a, b) for a, b in zip(layers, layers[1:]) if isinstance(b, nn.BatchNorm2d)]


def load_image_tower(tower, path):
    values = initialisers(path)
    fused = [values.pop(name) for name in list(values) if name.startswith("onnx::Conv_")]
    pairs = normalised_convolutions(tower)
    assert len(fused) == 2 * len(pairs), f"{path} has {len(fused) // 2} fused convolutions, the tower {len(pairs)}"
    for (conv, norm), weight, bias in zip(pairs, fused[0::2], fused[1::2]):
        conv.weight.data.copy_(weight)
        norm.weight.data.fill_(1)
        norm.bias.data.copy_(bias)
        norm.running_mean.zero_()
        norm.running_var.fill_(1 - EPS)
    own = tower.state_dict()
    own.update({name[2:]: value for name, value in values.items() if name[2:] in own})
    tower.load_state_dict(own)


@torch.no_grad()
def split_normalisation(tower, batches):
    """batches: normalised photos [N,3,H,W]. Measures each convolution's output and moves it into the normalisation."""
    pairs = normalised_convolutions(tower)
    sums = {conv: [0.0, 0.0, 0] for conv, _ in pairs}

    def measure(conv, _, out):
        total = sums[conv]
        total[0] = total[0] + out.double().sum((0, 2, 3))
        total[1] = total[1] + out.double().square().sum((0, 2, 3))
        total[2] += out.numel() // out.shape[1]

    hooks = [conv.register_forward_hook(measure) for conv, _ in pairs]
    tower.eval()
    for x in batches:
        tower(x, tokens=False)
    for hook in hooks:
        hook.remove()
    for conv, norm in pairs:
        first, second, n = sums[conv]
        mean = (first / n).float()
        var = (second / n).float() - mean**2
        out_channels, in_channels, k, _ = conv.weight.shape
        length = conv.weight.flatten(1).norm(dim=1).clamp(min=1e-8)
        grow = (2 * in_channels / out_channels) ** 0.5 / length  # to the length that Kaiming initialisation gives
        conv.weight.mul_(grow.view(-1, 1, 1, 1))
        norm.running_mean.copy_(mean * grow)
        norm.running_var.copy_(var * grow**2)
        norm.weight.copy_((var * grow**2 + EPS).sqrt() / grow)
        norm.bias.add_(mean)


def text_weights(folder):
    """of all text towers; a file of one tower says neither which nor that they are towers"""
    values = {name.removeprefix("m."): value for name, value in initialisers(os.path.join(folder, "text_encoder.onnx")).items()}
    return {name if name.startswith("each.") else "each.0." + name: value for name, value in values.items()}


def bank_weights(folder):
    """of the query bank; empty where the files have none"""
    values = initialisers(os.path.join(folder, "image_encoder.onnx"))
    return {name.removeprefix("bank."): value for name, value in values.items() if name.startswith("bank.")}


def shape_of(folder):
    """the configuration (CFG) of these files"""
    with open(os.path.join(folder, "config.json")) as file:
        config = json.load(file)
    kept, every = config["image"]["tokens"], (config["image"]["size"] // 16) ** 2
    bank = bank_weights(folder)
    return dict(
        CFG,
        vocab=config["vocab_size"],
        queries=0 if kept == every else kept,
        emb=config["embedding_dim"] - (1 if bank else 0),
        bank=len(bank["texts"]) if bank else 0,
        text_towers=len({name.split(".")[1] for name in text_weights(folder)}),
    )


def published(folder):
    """the model of these files; the training-only heads are random"""
    model = Starter(shape_of(folder))
    load_published(model, folder)
    return model.eval()


def load_published(model, folder):
    """fills the towers, the decoder and, where the model has one, the query bank; the training-only heads stay as they are,
    and a resampler that the files lack"""
    load_image_tower(model.image, os.path.join(folder, "image_encoder.onnx"))
    model.text.load_state_dict(text_weights(folder))
    if model.bank:
        model.bank.load_state_dict(bank_weights(folder))
    decoder = {name[2:]: value for name, value in initialisers(os.path.join(folder, "decoder.onnx")).items()}
    decoder["causal"] = model.dec.causal
    model.dec.load_state_dict(decoder)
