"""Photos of other sets, and how well the names of things find them."""
import json
import os
import numpy as np
import torch
from PIL import Image

EASY = {
    "goldfish": 2,
    "hammerhead shark": 5,
    "ostrich": 10,
    "bald eagle": 23,
    "tree frog": 32,
    "elephant": 387,
    "lion": 292,
    "zebra": 341,
    "panda": 389,
    "jellyfish": 108,
    "butterfly": 324,
    "golden retriever": 208,
    "tabby cat": 282,
    "airliner": 405,
    "banana": 955,
    "pizza": 964,
    "sports car": 818,
    "sailboat": 915,
    "acoustic guitar": 403,
    "laptop": 621,
}


def squashed(paths, size):
    """[N,3,S,S] 0..255, float32"""
    photos = [Image.open(p).convert("RGB").resize((size, size), Image.BICUBIC) for p in paths]
    return torch.from_numpy(np.stack([np.asarray(p) for p in photos])).permute(0, 3, 1, 2).float()


def sample_photos(folder, size):
    return squashed([os.path.join(folder, f) for f in sorted(os.listdir(folder))], size)


def everyday(folder, size):
    """pixels, captions, and the set of names of each photo"""
    with open(os.path.join(folder, "captions.json"), encoding="utf8") as file:
        photos = json.load(file)
    pixels = squashed([os.path.join(folder, p["file"]) for p in photos], size)
    captions = [[" ".join(c.split()) for c in p["captions"]] for p in photos]
    return pixels, captions, [{o["name"] for o in p["objects"]} for p in photos]


def recall_of_names(images, names, right):
    """images [N, D], names [M, D], right [N]: top-1 and top-5 in percent"""
    s = images @ names.T
    rank = (s > s.gather(1, right[:, None])).sum(1)
    top = {f"top{k}": round((rank < k).float().mean().item() * 100, 1) for k in (1, 5)}
    return dict(top, photos=len(images))
