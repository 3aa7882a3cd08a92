"""Reads what training saved."""
import torch
from model import Starter


def weights(path):
    """the moving average, or what a checkpoint without one holds, and the configuration"""
    ck = torch.load(path, map_location="cpu")
    return ck.get("average", ck["model"]), ck["cfg"]


def trained(path):
    """the model of a checkpoint"""
    own, c = weights(path)
    model = Starter(c)
    model.load_state_dict(own)
    return model.eval()
