"""BLEU-4 and CIDEr-D of captions that are lists of words, each against several references."""
import math
import re
from collections import Counter


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def ngrams(tokens, n):
    return Counter(tuple(tokens[i : i + n]) for i in range(len(tokens) - n + 1))


def bleu4(captions, references):
    hits, total, length, wanted = [0] * 4, [0] * 4, 0, 0
    for caption, refs in zip(captions, references):
        length += len(caption)
        wanted += min((abs(len(r) - len(caption)), len(r)) for r in refs)[1]
        for n in range(4):
            own, most = ngrams(caption, n + 1), Counter()
            for r in refs:
                most |= ngrams(r, n + 1)
            hits[n] += sum((own & most).values())
            total[n] += sum(own.values())
    precision = math.exp(sum(math.log(max(a, 1e-9) / max(b, 1)) for a, b in zip(hits, total)) / 4)
    return precision * min(1, math.exp(1 - wanted / max(length, 1)))


def cider_d(captions, references):
    score = 0
    for n in range(1, 5):
        frequency = Counter(g for refs in references for g in set(k for r in refs for k in ngrams(r, n)))
        rarest = math.log(len(references))

        def vector(tokens):
            return {g: v * (rarest - math.log(max(1, frequency[g]))) for g, v in ngrams(tokens, n).items()}

        def length(v):
            return math.sqrt(sum(x * x for x in v.values()))

        for caption, refs in zip(captions, references):
            own = vector(caption)
            for r in refs:
                ref = vector(r)
                if length(own) and length(ref):
                    inner = sum(min(v, ref.get(g, 0)) * ref.get(g, 0) for g, v in own.items())
                    brevity = math.exp(-((len(caption) - len(r)) ** 2) / 72)
                    score += inner / length(own) / length(ref) * brevity / len(refs) * 10
    return score / 4 / len(captions)


def token_f1(answer, expected):
    a, b = words(answer), words(expected)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else 0
