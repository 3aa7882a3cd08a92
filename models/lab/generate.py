"""Greedy and beam decoding in PyTorch, as the app does it."""
import torch
import torch.nn.functional as F
import tokenizer as tk

NEVER = -1e9
LENGTH_POWER = 0.7


@torch.no_grad()
def generate(model, prompts, tokens, mask, new, beam=1, batch=250):
    """prompts: lists of ids; tokens [N,T,D] and mask [N,T] of their photos -> lists of new ids, without the end"""
    out = [None] * len(prompts)
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    at = 0
    while at < len(order):
        length = len(prompts[order[at]])
        rows = [i for i in order[at : at + batch] if len(prompts[i]) == length]
        at += len(rows)
        best = decode_group(model, [prompts[i] for i in rows], tokens[rows], mask[rows], new, beam)
        for i, ids in zip(rows, best):
            out[i] = trim(ids)
    return out


def trim(ids):
    """without the end and what follows it"""
    return ids[: ids.index(tk.EOS)] if tk.EOS in ids else [x for x in ids if x]


def allowed(logits, last=None):
    """log-probabilities [N, V] of words alone, none twice in a row; last: the words before [N]"""
    chance = F.log_softmax(logits.float(), -1)
    chance[:, : tk.EOS] = NEVER
    chance[:, tk.EOS + 1 : len(tk.SPECIAL)] = NEVER
    return chance if last is None else chance.scatter(1, last[:, None], NEVER)


@torch.no_grad()
def draw(model, first, tokens, photo, new):
    """random words after the first for each row of photo [M]: whose tokens [N,T,D] it sees -> ids [M, 1 + new at most], with the end"""
    ids = torch.full((len(photo), 1), first, device=tokens.device)
    state = model.dec.begin(tokens, torch.ones(tokens.shape[:2], device=tokens.device), photo)
    hidden = model.dec.step(ids[:, 0], state)
    word, done = None, torch.zeros(len(photo), dtype=torch.bool, device=tokens.device)
    for _ in range(new):
        sums = allowed(model.dec.head(hidden), word).exp().cumsum(1)
        word = torch.searchsorted(sums, torch.rand_like(sums[:, :1]) * sums[:, -1:])[:, 0].masked_fill(done, tk.PAD)
        ids = torch.cat([ids, word[:, None]], 1)
        done = done | (word == tk.EOS)
        if done.all():
            break
        hidden = model.dec.step(word, state)
    return ids


def decode_group(model, prompts, tokens, mask, new, beam):
    """prompts of one length"""
    n, length = len(prompts), len(prompts[0])
    ids = torch.tensor(prompts).repeat_interleave(beam, 0)
    state = model.dec.begin(tokens, mask, torch.arange(n).repeat_interleave(beam))
    for k in range(length):
        hidden = model.dec.step(ids[:, k], state)
    score = torch.full((n, beam), NEVER)
    score[:, 0] = 0
    done = torch.zeros(n * beam, dtype=torch.bool)
    for _ in range(new):
        logits = model.dec.head(hidden)
        chance = allowed(logits, ids[:, -1] if ids.shape[1] > length else None)
        chance[done] = NEVER
        chance[done, tk.PAD] = 0
        total = (score.view(-1, 1) + chance).view(n, -1)
        vocab = total.shape[1] // beam
        score, chosen = total.topk(beam, 1)
        source = (torch.arange(n)[:, None] * beam + chosen // vocab).view(-1)
        word = (chosen % vocab).view(-1)
        ids = torch.cat([ids[source], word[:, None]], 1)
        done = done[source] | (word == tk.EOS)
        if done.all():
            break
        state["words"] = [[part[source] for part in words] for words in state["words"]]
        hidden = model.dec.step(word, state)
    lengths = (ids[:, length:] != tk.PAD).sum(1).view(n, beam).float()
    best = (score / lengths**LENGTH_POWER).argmax(1)
    return [ids[r * beam + int(best[r]), length:].tolist() for r in range(n)]
