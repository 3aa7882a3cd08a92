"""What PyTorch makes of fixed inputs -> verify/ref.json, which verify.mjs holds the ONNX files against.

`--from FOLDER` reads the weights out of published ONNX files: then verify.mjs proves that reading them back is exact.
"""
import argparse
import json
import os
import torch
import torch.nn.functional as F
import tokenizer as tk
from published import published

TEXTS = ["a dog runs on the beach", "a red car", "two children playing in the snow near a house"]
QUESTION = "what color is the dog?"


def fixed_photos(size, n=3):
    """smooth random colours, uint8 [n,S,S,3]"""
    generator = torch.Generator().manual_seed(1)
    coarse = torch.randint(0, 255, (n, 3, 5, 5), generator=generator).float()
    smooth = F.interpolate(coarse, size=(size, size), mode="bilinear").clamp(0, 255)
    return smooth.permute(0, 2, 3, 1).to(torch.uint8).contiguous()


@torch.no_grad()
def reference(model, tokenizer):
    size, dim = model.c["size"], model.c["dim"]
    pixels = fixed_photos(size)
    h, z = model.image.backbone(model.image.norm(pixels.permute(0, 3, 1, 2).float()))
    tokens = model.image.tokens(h, z)
    texts = [tokenizer.encode_text(t) for t in TEXTS]
    embedded = [model.text_embedding(torch.tensor([t]), torch.ones(1, len(t), dtype=torch.long))[0].tolist() for t in texts]
    question = [tk.QUE] + tokenizer.encode(QUESTION) + [tk.ANS]
    count = tokens.shape[1]

    def next_word(n, photo, seen):
        return model.dec.head(model.dec.hidden(torch.tensor([question] * n), photo, seen)[:, -1]).tolist()

    return dict(
        pixels=pixels.flatten().tolist(),
        emb=model.photo_embedding(model.image.pool(z)).tolist(),
        tokens=tokens.flatten().tolist(),
        texts=texts,
        text_emb=embedded,
        q=question,
        caption=tk.CAP,
        logits=next_word(len(pixels), tokens, torch.ones(len(pixels), count, dtype=torch.long)),
        logits_nophoto=next_word(1, torch.zeros(1, count, dim), torch.zeros(1, count, dtype=torch.long)),
        S=size,
        T=count,
        D=dim,
    )


def write(model, tokenizer, path="verify/ref.json"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        json.dump(reference(model, tokenizer), file)


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--from", dest="published", default="../starter")
    ap.add_argument("--out", default="verify/ref.json")
    A = ap.parse_args()
    own = tk.Tokenizer(os.path.join(A.published, "tokenizer.json"))
    write(published(A.published), own, A.out)
