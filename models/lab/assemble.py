"""Puts together what is shipped: a trained model, text towers that were trained apart, the names of things, and a query bank."""
import argparse
import torch
from checkpoint import weights
from data import Data
from heads import pooled_features
from model import Starter
from naming import learn_names
from query_bank import filled
from retrieval import caption_embeddings, image_embeddings, text_to_image

ap = argparse.ArgumentParser()
ap.add_argument("--ckpt", default="run/last.pt")
ap.add_argument("--towers", nargs="*", default=[], help="checkpoints of the stage `tower`, whose text towers are added")
ap.add_argument("--bank", type=int, default=2048, help="texts in the query bank; 0: no bank")
ap.add_argument("--cache", default="cache")
ap.add_argument("--data", default="data")
ap.add_argument("--out", default="run/assembled.pt")


def with_towers(path, towers):
    """the model with all text towers"""
    own, c = weights(path)
    model = Starter(dict(c, text_towers=c["text_towers"] + len(towers)))
    for k, tower in enumerate(towers):
        further = weights(tower)[0]
        own.update({f"text.each.{c['text_towers'] + k}.{name}": further[f"text.each.0.{name}"] for name in model.text.each[0].state_dict()})
    model.load_state_dict(own)
    return model.eval()


def main():
    o = ap.parse_args()
    torch.manual_seed(0)
    data = Data(o.cache, o.data)
    model = with_towers(o.ckpt, o.towers)
    model.image.to(memory_format=torch.channels_last)
    pooled = pooled_features(model, data, data.train)
    learn_names(model, data, pooled)
    if o.bank:
        model.bank, model.c["bank"] = filled(o.bank, model, data, pooled), o.bank
    found = text_to_image(caption_embeddings(model, data, data.calib), image_embeddings(model, data, data.calib))
    torch.save(dict(model=model.state_dict(), cfg=model.c), o.out)
    print(f"{model.c['text_towers']} text towers, {o.bank} texts in the bank: R@1 / 5 / 10 on the dev photos", found)


if __name__ == "__main__":
    main()
