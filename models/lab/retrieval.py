"""Text-to-image and image-to-text recall of photos with five captions each."""
import numpy as np
import torch
import tokenizer as tk


@torch.no_grad()
def image_embeddings(model, data, photos, batch=250):
    """[N, emb] of whole photos"""
    out = []
    for k in range(0, len(photos), batch):
        i = torch.as_tensor(photos[k : k + batch], device=data.device)
        x = model.image.norm(data.full(i, model.c["size"])).contiguous(memory_format=torch.channels_last)
        out.append(model.photo_embedding(model.image(x, tokens=False)[0]).float())
    return torch.cat(out)


def by_length(lengths, embed, batch):
    """[N, emb] in the order of `lengths`; `embed` takes rows that are about as long as each other, so that little is padding"""
    order = np.argsort(lengths)
    embedded = torch.cat([embed(order[k : k + batch]).float() for k in range(0, len(order), batch)])
    return embedded[torch.as_tensor(np.argsort(order), device=embedded.device)]


@torch.no_grad()
def caption_embeddings(model, data, photos, batch=500):
    """[5 N, emb], the captions of each photo one after the other"""
    rows = np.array([j for i in photos for j in data.cap_of[int(i)][:5]])
    return by_length(data.tlen[rows], lambda k: model.text_embedding(*data.text_batch(rows[k])), batch)


@torch.no_grad()
def embed_texts(model, tokenizer, texts, batch=250):
    """[N, emb] of any texts, computed by length"""
    ids = [tokenizer.encode_text(text) for text in texts]

    def embed(rows):
        longest = max(len(ids[r]) for r in rows)
        padded = torch.tensor([ids[r] + [tk.PAD] * (longest - len(ids[r])) for r in rows])
        return model.text_embedding(padded, (padded != tk.PAD).long())

    return by_length([len(i) for i in ids], embed, batch)


def ranks(captions, images):
    """0 is best; for each caption the rank of its photo, for each photo the rank of its best caption"""
    s = captions @ images.T
    own = torch.arange(len(images), device=s.device).repeat_interleave(5)
    of_photo = (s > s.gather(1, own[:, None])).sum(1)
    mine = own[None] == torch.arange(len(images), device=s.device)[:, None]
    best = s.T.masked_fill(~mine, -9).max(1).values
    of_caption = (s.T > best[:, None]).sum(1)
    return of_photo, of_caption


def recall(ranks):
    """R@1, R@5, R@10 in percent"""
    return [round((ranks < k).float().mean().item() * 100, 1) for k in (1, 5, 10)]


def text_to_image(captions, images):
    return recall(ranks(captions, images)[0])
