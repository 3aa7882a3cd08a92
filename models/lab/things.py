"""Which things a caption names, and whether they are in the photo (after CHAIR, Rohrbach et al., 2018)."""
import re
from qa import plural
from vocabulary import SYN

SYNONYMS = {
    "person": SYN["person"],
    "dog": SYN["dog"],
    "cat": SYN["cat"],
    "horse": SYN["horse"],
    "bicycle": "bike bikes bicycle bicycles".split(),
    "motorcycle": "motorcycle motorcycles motorbike".split(),
    "car": "car cars suv taxi".split(),
    "bird": SYN["bird"],
    "boat": "boat boats kayak canoe raft ship sailboat".split(),
    "couch": "couch sofa".split(),
    "dining table": "table tables".split(),
    "sports ball": "ball balls football basketball baseball".split(),
    "tv": "tv tvs television".split(),
    "airplane": "airplane airplanes plane planes".split(),
    "cow": "cow cows cattle".split(),
    "skis": "ski skis".split(),
}


def said(name):
    """what a caption calls a thing"""
    return [name, plural(name), *SYNONYMS.get(name, [])]


def things(caption, names):
    text = " " + " ".join(re.findall(r"[a-z0-9'-]+", caption.lower())) + " "
    return {name for name in names if any(f" {word} " in text for word in said(name))}


def faithful(captions, human, objects, names):
    """shares of photos, in percent: a thing is named that is there; a thing is named that is not.
    There is what the annotations or one of the people's captions say."""
    right = wrong = 0
    for caption, others, there in zip(captions, human, objects):
        named = things(caption, names)
        known = set(there).union(*(things(other, names) for other in others))
        right += bool(named & known)
        wrong += bool(named - known)
    return dict(photos=len(captions), a_right_thing=round(right / len(captions) * 100, 1), a_wrong_thing=round(wrong / len(captions) * 100, 1))
