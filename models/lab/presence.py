"""Whether a thing is in a photo, by two witnesses: the decoder's answer and the photo's likeness to the thing's name.
Their log-odds are weighted by logistic regression (stacking, Wolpert 1992) on photos that no training saw."""
import re
import torch
import torch.nn.functional as F
import tokenizer as tk

ASKING = re.compile(
    r"(?:is there|are there|(?:do|can) you see) (?:any )?(.+?)(?: (?:here|in (?:this|the|that|it)(?: (?:photo|picture|image))?))?[?.!\s]*$"
)
BOUND = 1e-6


def thing(question):
    """`a dog` of `is there a dog in the photo?`, or None"""
    found = ASKING.match(question)
    return found and found[1]


def name(thing):
    return "a photo of " + thing


def asked_of(record):
    """(question, thing, whether it is there) of a photo's record"""
    for question, answer, kind in record["qa"]:
        if kind == "yesno" and answer in ("yes", "no") and thing(question):
            yield question, thing(question), answer == "yes"


@torch.no_grad()
def decoded(model, tokenizer, questions, tokens):
    """log-odds [N] of what the decoder says, positive for yes; tokens [N, T, D]"""
    yes, no = (tokenizer.encode(word)[0] for word in ("yes", "no"))
    seen = torch.ones(1, tokens.shape[1], dtype=torch.long)
    out = []
    for question, photo in zip(questions, tokens):
        ids = torch.tensor([[tk.QUE] + tokenizer.encode(question) + [tk.ANS]])
        chance = model.dec.head(model.dec.hidden(ids, photo[None], seen)[0, -1]).softmax(-1)[[yes, no]]
        best, answer = chance.max(0)
        out.append(torch.logit(best, BOUND) * (1 - 2 * answer))
    return torch.stack(out)


def fit(witnesses, true):
    """weights of the witnesses [N, 2] and a bias, from whether the thing was there [N]"""
    x = F.pad(witnesses.double(), (0, 1), value=1)
    weights = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200)

    def loss():
        optimiser.zero_grad()
        value = F.binary_cross_entropy_with_logits(x @ weights, true.double())
        value.backward()
        return value

    optimiser.step(loss)
    return dict(zip(("decoder", "likeness", "bias"), (round(w, 4) for w in weights.tolist())))


def together(weights, witnesses):
    """log-odds [N]"""
    return weights["decoder"] * witnesses[:, 0] + weights["likeness"] * witnesses[:, 1] + weights["bias"]


def figures(log_odds, true, bins=5):
    """share of right answers in percent, and the mean distance between how sure an answer is and how often it is right"""
    sure = log_odds.abs().sigmoid()
    right = ((log_odds > 0) == true).float()
    bin_of = ((sure - 0.5) * 2 * bins).long().clamp(max=bins - 1)
    gaps = [(sure[bin_of == k].sum() - right[bin_of == k].sum()).abs() for k in range(bins)]
    return dict(exact=round(right.mean().item() * 100, 1), calibration_error=round((sum(gaps) / len(sure)).item(), 3))
