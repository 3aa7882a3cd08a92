"""The detector's words, as people say them: sentences and questions of data/ with its names, and captions by rule."""
import re
from qa import joined
from vocabulary import ON_TABLE, PLAIN

SURE = 0.5  # confidence of the detector
FIXES = [(re.compile(rf"\b{name}(s?)\b"), rf"{said}\1") for name, said in PLAIN.items()] + [
    (re.compile(r"\bis there an? (skis|scissors)\b"), r"are there \1"),
    (re.compile(r"\ban? (skis|scissors|broccoli)\b"), r"\1"),
    (re.compile(r"\b\w+ broccolis\b"), "broccoli"),
    (re.compile(r"\ban (potted|motor|dining|couch|tv)"), r"a \1"),
    (re.compile(r"\ba (airplane)"), r"an \1"),
]


def spoken(text):
    """`do you see a diningtable?` -> `do you see a dining table?`"""
    for pattern, said in FIXES:
        text = pattern.sub(said, text)
    return text


def caption(sentence):
    """`a photo of a pizza, a cup and a dining table` -> `a pizza and a cup on a table`; None where it names people,
    of whom people's own captions say more"""
    things = re.split(r", | and ", sentence.split(" of ", 1)[-1])
    if any(t.endswith((" person", " people")) for t in things):
        return None
    table = [t for t in things if t.endswith(" table")]
    others = [t for t in things if t not in table]
    if table and others and all(t.endswith(ON_TABLE) for t in others):
        return f"{joined(others)} on a table"
    return joined(others + table)


def seen(record, names):
    """the sentences about a photo whose things the detector is sure of"""
    sure = [names[k] for k, p in record["objects"] if p >= SURE]
    return [t for t in record["pseudo"] if "person" in sure or any(name in t for name in sure)]
