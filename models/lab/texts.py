"""Every text that training can show, and which photos it is true of.

A concept is a number: 0..79 a detector's name, 80 + label an ImageNet label, from 1081 on a plain name over labels.
A text without concepts is a caption and true of its own photo only.
"""
import numpy as np
import qa
from spoken import SURE, seen
from vocabulary import HYPER, HYPER_NAMES

SENTENCES = [
    "a photo of {}",
    "{}",
    "a picture of {}",
    "a photo of {} in the scene",
    "this is {}",
    "there is {} in the photo",
    "a close photo of {}",
]
LABELS, PLAIN_NAMES = 80, 1081
SEEN = 0.45  # confidence of the detector
LIKELY = 0.05  # probability of a teacher's class
LONGEST = 40


def plain_name(label):
    """the concept of the plain name over an ImageNet label, or None"""
    return next((PLAIN_NAMES + k for k, (labels, _) in enumerate(HYPER) if label in labels), None)


class TextTable:
    """texts, concepts (tuples), own (photo or -1); rows of captions, of objects and of labels"""

    def __init__(self, records, labels, objects, held_out, rng):
        self.texts, self.concepts, self.own = [], [], []
        self.cap_of, self.obj_of, self.lab_of = {}, {}, {}
        for i, record in enumerate(records):
            if record["captions"]:
                self.cap_of[i] = [self.add(caption, (), i) for caption in record["captions"]]
            if i not in held_out:
                rows = self.object_texts(record, objects, rng)
                if rows:
                    self.obj_of[i] = rows
        for label in range(1, len(labels)):
            self.lab_of[label] = self.label_texts(label, labels[label])

    def add(self, text, concepts=(), own=-1):
        self.texts.append(text)
        self.concepts.append(tuple(concepts))
        self.own.append(own)
        return len(self.texts) - 1

    def object_texts(self, record, objects, rng):
        sure = [k for k, p in record["objects"] if p >= SURE]
        noticed = [k for k, p in record["objects"] if p >= SEEN]
        listed = seen(record, objects) if record["set"] == "coco" else []
        rows = [self.add(sentence, noticed) for sentence in listed]
        rows += [self.add(rng.choice(SENTENCES).format(qa.art(objects[k])), [k]) for k in sure[:4]]
        if len(sure) >= 2:
            a, b = rng.sample(sure, 2)
            rows.append(self.add(f"{qa.art(objects[a])} and {qa.art(objects[b])}", [a, b]))
        return rows

    def label_texts(self, label, synonyms):
        names = [name.strip().lower() for name in synonyms.split(",")][:3]
        rows = []
        for j, name in enumerate(names):
            for sentence in SENTENCES[:4] if j == 0 else SENTENCES[:2]:
                rows.append(self.add(sentence.format(name if sentence == "{}" else qa.art(name)), [LABELS + label]))
        plain = plain_name(label)
        if plain is not None:
            word = HYPER_NAMES[plain - PLAIN_NAMES]
            rows.append(self.add(f"a photo of {qa.art(word)}", [plain]))
            rows.append(self.add(f"{qa.art(names[0])} {word}", [LABELS + label]))
        return rows


def photo_concepts(record, classes, probability):
    """what is true of a photo; classes, probability: the teacher's best of the whole photo"""
    likely = [int(k) for k, p in zip(classes, probability) if p > LIKELY]
    out = {k for k, _ in record["objects"]} | {LABELS + k for k in likely}
    return out | {plain for plain in map(plain_name, likely) if plain is not None}


def indicator(sets):
    """[len(sets), concepts] of 0 and 1"""
    out = np.zeros((len(sets), PLAIN_NAMES + len(HYPER)), np.uint8)
    for row, concepts in enumerate(sets):
        out[row, list(concepts)] = 1
    return out


def ids_of(texts, tokenizer):
    """ids [texts, longest] padded with 0, and lengths [texts]"""
    encoded = [tokenizer.encode_text(t, LONGEST) for t in texts]
    lengths = np.array([len(e) for e in encoded])
    ids = np.zeros((len(texts), lengths.max()), np.int64)
    for row, e in enumerate(encoded):
        ids[row, : len(e)] = e
    return ids, lengths
