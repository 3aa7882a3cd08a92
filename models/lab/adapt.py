"""What a few labels of one's own bring. Each label is a made-up name for something that the captions of test photos speak
of. Half of the photos may be labelled, the other half is searched, with and without the adapter (adapter.py)."""
import argparse
import json
import os
import numpy as np
import torch
from adapter import Adapter, fit
from data import Data
from published import published
from retrieval import caption_embeddings, embed_texts, image_embeddings, text_to_image

ap = argparse.ArgumentParser()
ap.add_argument("--cache", default="cache")
ap.add_argument("--data", default="data")
ap.add_argument("--from", dest="published", default="../starter")
ap.add_argument("--examples", type=int, nargs="+", default=[3, 10, 30], help="labelled photos of each name")
ap.add_argument("--rank", type=int, default=8)
ap.add_argument("--draws", type=int, default=5)
AGREED = 2  # captions of a photo that say the word
OWN = {
    "bella": "dogs",
    "quinn": "girl",
    "zorro": "ball",
    "timbuktu": "beach",
    "omi": "snow",
    "lumi": "street",
    "wanda": "water",
    "pixel": "grass",
}


def average_precision(scores, true):
    """percent, mean over labels; scores [N, M], true [N, M]"""
    found = true.gather(0, scores.argsort(0, descending=True)).float()
    precision = found.cumsum(0) / torch.arange(1, len(found) + 1)[:, None]
    return ((precision * found).sum(0) / found.sum(0)).mean().item() * 100


def draw(true, examples, rng):
    """rows of photos in which each label has this many examples, or all that there are"""
    rows = [rng.permutation(torch.where(label)[0].numpy())[:examples] for label in true.T]
    return torch.from_numpy(np.unique(np.concatenate(rows)))


def spoken_of(captions, word):
    return sum(word in caption.lower().split() for caption in captions) >= AGREED


def main():
    o = ap.parse_args()
    data = Data(o.cache, o.data)
    model = published(o.published)
    with open(os.path.join(o.published, "config.json")) as file:
        constants = json.load(file)["calibration"]
    true = torch.tensor([[spoken_of(data.rec[i]["captions"], word) for word in OWN.values()] for i in data.test])
    photos = image_embeddings(model, data, data.test)
    captions = caption_embeddings(model, data, data.test).view(len(photos), 5, -1)
    own, real = (embed_texts(model, data.tok, [f"a photo of {name}" for name in names]) for names in (OWN, OWN.values()))
    mine, rest = torch.arange(0, len(photos), 2), torch.arange(1, len(photos), 2)

    def measure(searched, names=own):
        found = text_to_image(captions[rest].flatten(0, 1), searched)
        return np.round([average_precision(searched @ names.T, true[rest]), *found], 1).tolist()

    def adapted(examples, seed):
        torch.manual_seed(seed)
        rows = mine[draw(true[mine], examples, np.random.RandomState(seed))]
        adapter = Adapter(photos.shape[1], o.rank)
        fit(adapter, photos[rows], true[rows], own, photos[mine], (constants["a"], constants["b"]))
        with torch.no_grad():
            return measure(adapter(photos[rest]))

    print(f"{len(OWN)} names, {len(rest)} photos searched: mean average precision %, R@1 / 5 / 10 of the captions")
    print("the words themselves", measure(photos[rest], real))
    print("no labels", measure(photos[rest]))
    for examples in o.examples:
        mean = np.mean([adapted(examples, seed) for seed in range(o.draws)], 0)
        print(f"{examples} photos of each name", np.round(mean, 1).tolist(), flush=True)


if __name__ == "__main__":
    main()
