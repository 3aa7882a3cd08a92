"""Two eval.json side by side, and what became worse. `python3 compare.py ../starter/eval.json eval.json`"""
import json
import sys


def flat(figures, prefix=""):
    """{dotted name: number}; R@1/5/10 lists become three names"""
    out = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            out.update(flat(value, f"{prefix}{key}."))
        elif isinstance(value, list) and len(value) == 3 and key.endswith(("_image", "_text")):
            out.update({f"{prefix}{key}.R@{k}": v for k, v in zip((1, 5, 10), value)})
        elif isinstance(value, (int, float)):
            out[prefix + key] = value
    return out


COUNTS = ("images", "captions", "photos", "questions", "names")
LOWER_IS_BETTER = ("median_rank", "refusal_with_photo", "declined_though_said", "a_wrong_thing", "calibration_error")
NEITHER = ("calibration.a", "calibration.b", "presence.decoder", "presence.likeness", "presence.bias", "pos_mean", "neg_mean", "percentile", "yes_rate", "prior", "most_frequent", "commonest")


def verdict(name, before, after):
    if name.split(".")[-1] in COUNTS or any(n in name for n in NEITHER) or before == after:
        return ""
    better = after < before if any(n in name for n in LOWER_IS_BETTER) else after > before
    return "better" if better else "worse"


def rows(old, new):
    """(name, old or None, new, verdict)"""
    old, new = flat(old), flat(new)
    return [(n, old.get(n), v, verdict(n, old[n], v) if n in old else "new") for n, v in new.items()]


if __name__ == "__main__":
    with open(sys.argv[1]) as a, open(sys.argv[2]) as b:
        table = rows(json.load(a), json.load(b))
    for name, before, after, word in table:
        print(f"{name:62} {'' if before is None else before:>9} {after:>9}  {word}")
    worse = [name for name, _, _, word in table if word == "worse"]
    print(f"worse: {', '.join(worse) or 'nothing'}")
    sys.exit(bool(worse))
