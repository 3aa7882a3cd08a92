"""The heads that only training needs (teacher features, teacher classes, teacher embedding): fits them on frozen towers,
and folds two of them into the one that is shipped. And the projection to tokens, fitted to what a decoder is used to."""
import numpy as np
import torch
import torch.nn.functional as F
from average import back, state_of
from losses import class_loss, contrast, feature_loss
from precision import autocast
from retrieval import by_length


@torch.no_grad()
def pooled_features(model, data, photos, batch=250):
    """[N, 768] of the whole photos"""
    model.eval()
    out = []
    for k in range(0, len(photos), batch):
        x = data.full(torch.as_tensor(photos[k : k + batch]), model.c["size"]).to(data.device)
        x = model.image.norm(x).contiguous(memory_format=torch.channels_last)
        out.append(model.image(x, tokens=False)[0])
    return torch.cat(out)


@torch.no_grad()
def text_embeddings(model, data, rows, batch=500):
    """[texts, emb] of the whole table, computed by length for these rows, zero for the others"""
    model.text.eval()
    out = torch.zeros(len(data.tlen), model.c["emb"], device=data.device)
    embedded = by_length(data.tlen[rows], lambda k: model.text(*data.text_batch(rows[k])), batch)
    out[torch.as_tensor(rows, device=data.device)] = embedded
    return out


def fit_heads(model, data, steps=400, batch=512, lr=3e-3):
    with autocast(data.device):
        pooled = pooled_features(model, data, data.train).float()
    heads = [model.image.feat, model.image.cls]
    opt = torch.optim.Adam([p for h in heads for p in h.parameters()], lr=lr)
    for step in range(steps):
        opt.param_groups[0]["lr"] = lr * (1 - step / steps)
        rows = data.np.choice(len(data.train), batch, replace=False)
        z, photos = pooled[torch.as_tensor(rows)], data.train[rows]
        views = torch.zeros(batch, dtype=torch.long, device=data.device)
        loss = feature_loss(model.image.feat(z), data.target(torch.as_tensor(photos), views))
        loss = loss + class_loss(model.image.cls(z), *data.classes(photos, views))
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("heads on the student's features: loss", round(loss.item(), 3), flush=True)
    with autocast(data.device):
        texts = text_embeddings(model, data, np.concatenate([data.cap_of[int(i)] for i in data.capimg]))
    model.timg.train()
    opt = torch.optim.AdamW(model.timg.parameters(), lr=lr, weight_decay=0.05)
    for step in range(steps):
        opt.param_groups[0]["lr"] = lr * (1 - step / steps)
        photos = data.np.choice(data.capimg, batch, replace=False)
        views = torch.from_numpy(data.np.randint(0, data.V, batch)).to(data.device)
        chosen = np.array([data.rng.choice(data.cap_of[int(i)]) for i in photos])
        image = F.normalize(model.timg(data.target(torch.as_tensor(photos), views)), dim=-1)
        loss = contrast(model.scale.detach().exp(), image, texts[torch.as_tensor(chosen)])
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("head on the teacher's features: loss", round(loss.item(), 3), flush=True)
    keep_embedding(model, pooled)


def keep_embedding(model, pooled, steps=600, batch=1024, lr=2e-3):
    """the head on the teacher's features half way to one that gives the files' own embedding of photos, pooled [N, 768]:
    fitted to captions alone it finds their photos and forgets the names of things"""
    with torch.no_grad():
        guess, own = model.image.feat(pooled), model.image.embed(pooled)
    fitted = state_of(model.timg)
    model.timg.eval()
    opt = torch.optim.Adam(model.timg.parameters(), lr=lr)
    for step in range(steps):
        opt.param_groups[0]["lr"] = lr * (1 - step / steps)
        k = torch.randint(len(pooled), (batch,), device=pooled.device)
        loss = 1 - (F.normalize(model.timg(guess[k]), dim=-1) * own[k]).sum(1).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
    print("head on the files' embedding: loss", round(loss.item(), 4), flush=True)
    back(model.timg, fitted, 0.5)


@torch.no_grad()
def fold_embedding(model, spread):
    """makes `image.emb` the guess of the teacher's features followed by the teacher's head, as one linear map.

    The normalisation between the two divides by each photo's own deviation; `spread`, its mean over photos, stands in.
    """
    norm, _, last = model.timg
    feature, emb = model.image.feat, model.image.emb
    weight = feature.weight - feature.weight.mean(0, keepdim=True)
    bias = feature.bias - feature.bias.mean()
    scaled = last.weight * norm.weight
    emb.weight.copy_(scaled @ weight)
    emb.bias.copy_(scaled @ bias + spread * (last.weight @ norm.bias + last.bias))


def token_inputs(tower, pixels):
    """[N, T, 576]: at each token the stride-16 map and the stride-32 map"""
    h, z = tower.backbone(pixels)
    z = F.interpolate(z.float(), scale_factor=2.0, mode="nearest")
    return torch.cat([h.float(), z], 1).flatten(2).transpose(1, 2)


@torch.no_grad()
def fit_tokens(model, before, data, photos=3000, batch=100, ridge=1e-4):
    """least squares: the tower's tokens become, as far as a linear map can, those of the model `before`,
    whose decoder then understands them; returns the share of their variance that is met"""
    new, old = model.image.eval(), before.image.eval()
    xx = xy = x1 = y1 = yy = n = 0
    for k in range(0, photos, batch):
        idx = torch.as_tensor(data.np.choice(data.seqimg, batch, replace=False), device=data.device)
        pixels = new.norm(data.full(idx, model.c["size"])).contiguous(memory_format=torch.channels_last)
        x = token_inputs(new, pixels)
        h, z = old.backbone(pixels)
        up = F.interpolate(old.t32(z).float(), scale_factor=2.0, mode="nearest")
        y = (old.t16(h).float() + up + old.pos).flatten(2).transpose(1, 2)
        xx, xy = xx + x.flatten(0, 1).T @ x.flatten(0, 1), xy + x.flatten(0, 1).T @ y.flatten(0, 1)
        x1, y1, yy, n = x1 + x.sum(0), y1 + y.sum(0), yy + y.square().sum(), n + len(x)
    xx, xy = (xx - x1.T @ x1 / n).double(), (xy - x1.T @ y1 / n).double()
    weight = torch.linalg.solve(xx + ridge * xx.diagonal().mean() * torch.eye(len(xx), device=xx.device), xy)
    met = (2 * (weight * xy).sum() - (weight * (xx @ weight)).sum()) / (yy - y1.square().sum() / n)
    weight = weight.float()
    own = new.t16.in_channels
    new.t16.weight.copy_(weight[:own].T[..., None, None])
    new.t32.weight.copy_(weight[own:].T[..., None, None])
    new.t16.bias.zero_()
    new.t32.bias.zero_()
    new.pos.copy_(((y1 - x1 @ weight) / n).T.view_as(new.pos))
    new.tn.load_state_dict(old.tn.state_dict())
    if len(old.re.state_dict()):
        new.re.load_state_dict(old.re.state_dict())
    return met.item()
