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


class Cider:
    """CIDEr-D of single captions; what is rare is learned from these references (captions of each photo)"""

    def __init__(self, references):
        self.rarest = math.log(len(references))
        self.frequency = Counter(g for refs in references for g in set(k for r in refs for k in self.grams(r)))

    @staticmethod
    def grams(tokens):
        return [g for n in range(1, 5) for g in ngrams(tokens, n)]

    def vectors(self, tokens):
        """of each length of phrases: the weights of the phrases, and their norm"""
        weights = [{g: v * (self.rarest - math.log(max(1, self.frequency[g]))) for g, v in ngrams(tokens, n).items()} for n in range(1, 5)]
        return [(vector, math.sqrt(sum(x * x for x in vector.values()))) for vector in weights], len(tokens)

    def read(self, references):
        return [self.vectors(r) for r in references]

    def score(self, tokens, references):
        """of a caption against references that were read"""
        own, length = self.vectors(tokens)
        score = 0
        for others, wanted in references:
            brevity = math.exp(-((length - wanted) ** 2) / 72)
            for (vector, norm), (ref, ref_norm) in zip(own, others):
                if norm and ref_norm:
                    inner = sum(min(v, ref.get(g, 0)) * ref.get(g, 0) for g, v in vector.items())
                    score += inner / norm / ref_norm * brevity
        return score / 4 / len(references) * 10


def cider_d(captions, references):
    cider = Cider(references)
    return sum(cider.score(c, cider.read(refs)) for c, refs in zip(captions, references)) / len(captions)


def token_f1(answer, expected):
    a, b = words(answer), words(expected)
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if common else 0
