"""Questions and answers from the objects that a detector found, by rule."""
from collections import Counter
from qa import art, joined, plural, scene, scene_q
from vocabulary import WORDS


def listing(names):
    counts = Counter(names).most_common(4)
    return joined([art(n) if k == 1 else f"{WORDS[k] if k <= 5 else 'many'} {plural(n)}" for n, k in counts])


def from_objects(dets, rng, names, label=None):
    """dets: [[class, score, ...]]; confident ones count, doubtful ones block questions"""
    sure = [names[d[0]] for d in dets if d[1] >= 0.5]
    maybe = {names[d[0]] for d in dets if d[1] < 0.5}
    seen = {names[d[0]] for d in dets}
    r = []
    c = Counter(sure)
    for n, k in c.items():
        if n not in maybe and k <= 6 and rng.random() < (0.6 if k == 1 else 1):
            r.append((f"how many {plural(n)} are there?", WORDS[k], "count"))
    if "person" not in seen and rng.random() < 0.3:
        r.append(("how many people are there?", "zero", "count"))
    pos = list(c)
    rng.shuffle(pos)
    for n in pos[:2]:
        r.append(
            (
                rng.choice([f"is there {art(n)}?", f"is there {art(n)} in the photo?", f"do you see {art(n)}?"]),
                "yes",
                "yesno",
            )
        )
        m = rng.choice(names)
        if rng.random() < 0.5:
            m = rng.choice(["person", "dog", "cat", "car", "chair", "bird", "bus", "dining table", "boat", "bicycle"])
        if m not in seen:
            r.append(
                (
                    rng.choice([f"is there {art(m)}?", f"is there {art(m)} in the photo?", f"do you see {art(m)}?"]),
                    "no",
                    "yesno",
                )
            )
    s = scene(set(), c)
    if s:
        r.append(scene_q(s, rng))
    for k in ("dog", "cat", "horse", "bird", "cow", "sheep", "elephant", "bear", "zebra", "giraffe"):
        if k in c:
            r.append((rng.choice(["what animal is this?", "what animal is in the photo?"]), k, "animal"))
    if sure:
        r.append(
            (
                rng.choice(["what is in the photo?", "what do you see?", "what is in this picture?"]),
                listing(sure),
                "what",
            )
        )
    if label:
        r.append(
            (rng.choice(["what is this?", "what is the main object?", "what is in the photo?"]), art(label), "what")
        )
    return r
