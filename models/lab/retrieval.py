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


@torch.no_grad()
def caption_embeddings(model, data, photos, batch=500):
    """[5 N, emb], the captions of each photo one after the other"""
    rows = np.array([j for i in photos for j in data.cap_of[int(i)][:5]])
    out = torch.zeros(len(rows), model.embedding_dim, device=data.device)
    order = np.argsort(data.tlen[rows])
    for k in range(0, len(rows), batch):
        part = order[k : k + batch]
        out[torch.as_tensor(part, device=data.device)] = model.text_embedding(*data.text_batch(rows[part])).float()
    return out


@torch.no_grad()
def embed_texts(model, tokenizer, texts, batch=250):
    """[N, emb] of any texts, computed by length"""
    ids = [tokenizer.encode_text(text) for text in texts]
    out = torch.zeros(len(ids), model.embedding_dim)
    order = np.argsort([len(i) for i in ids])
    for k in range(0, len(order), batch):
        rows = order[k : k + batch]
        longest = max(len(ids[r]) for r in rows)
        padded = torch.tensor([ids[r] + [tk.PAD] * (longest - len(ids[r])) for r in rows])
        out[rows] = model.text_embedding(padded, (padded != tk.PAD).long())
    return out


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
