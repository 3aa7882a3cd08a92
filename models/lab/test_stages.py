"""`python3 -m unittest test_stages` inside this folder: every stage takes steps, on a few drawn photos."""
import json
import os
import random
import shutil
import tempfile
import unittest
import numpy as np
import torch
import sequences
from data import Data
from model import CFG, Starter
from train import STAGES, ap
from unpack import STORED

PHOTOS, VIEWS, LABELS = 24, 8, 40


def record(k):
    """every second photo has captions, all have things and questions"""
    captions = ["a dog runs on grass", "a brown dog in a field", f"a dog with {k} sticks"] if k % 2 else []
    questions = [["is there a dog?", "yes", "yesno"], ["how many dogs are there?", "one", "count"]]
    seen = ["a photo of a dog and a cup"]
    split = "dev" if k < 3 else "train"
    return dict(id=str(k), set="flickr8k" if captions else "coco", split=split, captions=captions, objects=[[16, 0.9], [41, 0.6]], pseudo=seen, qa=questions)


def draw_cache(folder):
    """what unpacking the shards leaves, of photos of noise"""
    rng = np.random.RandomState(0)

    def path(name):
        return os.path.join(folder, name)

    rng.randint(0, 255, (PHOTOS, STORED, STORED, 3), np.uint8).tofile(path("img160.u8"))
    np.save(path("feat.npy"), rng.randint(-100, 100, (PHOTOS, VIEWS, CFG["feat"])).astype(np.int8))
    np.savez(path("feat_scale.npz"), s=np.full(CFG["feat"], 0.01, np.float32))
    classes, probability = rng.randint(1, LABELS, (PHOTOS, VIEWS, 5)), rng.randint(0, 200, (PHOTOS, VIEWS, 5))
    np.savez(path("top5.npz"), i=classes.astype(np.int16), p=probability.astype(np.uint8))
    corner, size = rng.rand(PHOTOS, VIEWS, 2) * 0.3, 0.5 + rng.rand(PHOTOS, VIEWS, 2) * 0.2
    corner[:, 0], size[:, 0] = 0, 1
    np.save(path("boxes.npy"), np.concatenate([corner, size, np.zeros((PHOTOS, VIEWS, 1))], 2).astype(np.float16))
    names = dict(labels=[f"label {k}" for k in range(LABELS)], objects=[f"thing{k}" for k in range(80)])
    names["objects"][16], names["objects"][41] = "dog", "cup"
    with open(path("names.json"), "w") as file:
        json.dump(names, file)
    with open(path("records.jsonl"), "w") as file:
        file.writelines(json.dumps(record(k)) + "\n" for k in range(PHOTOS))
    shutil.copy("../starter/tokenizer.json", path("tokenizer.json"))


class Stages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        sequences.WITHOUT_PHOTO = 4
        with tempfile.TemporaryDirectory() as folder:
            draw_cache(folder)
            cls.data = Data(folder)

    def steps(self, name, **options):
        torch.manual_seed(0)
        random.seed(0)
        o = ap.parse_args(["--fp32"])
        vars(o).update(batch=8, **options)
        model = Starter(dict(CFG, vocab=self.data.tok.size))
        stage = STAGES[name](model, self.data, o)
        stage.begin()
        stage.mode()
        for progress in (0.1, 0.6, 0.9):
            model.zero_grad()
            loss, figures, photos = stage.step(progress)
            loss.backward()
            self.assertTrue(torch.isfinite(loss), name)
            self.assertGreater(photos, 0)
            self.assertTrue(all(np.isfinite(value) for value in figures.values()), figures)
        trained = [p for part in stage.parts() for p in part.parameters()]
        self.assertTrue(any(p.grad is not None and p.grad.abs().sum() > 0 for p in trained), name)
        stage.finish(model)

    def test_each_takes_steps(self):
        for name in STAGES:
            with self.subTest(name):
                self.steps(name)

    def test_two_photos_in_one(self):
        self.steps("image", mix=1.0, mix_until=0.8)


if __name__ == "__main__":
    unittest.main()
