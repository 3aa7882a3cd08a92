"""Questions and answers from the captions of a photo, by rule."""
import re
from collections import Counter
from qa import CANNOT_TELL, art, scene, scene_q, tok
from vocabulary import ANIMAL, COLORS, CONSPICUOUS, NOUNS, NUM, PERSON, PL, PLACE, PLURAL, SYN, THING, TIMES, WEAR


def colour(caps):
    out = {}
    for c in caps:
        t = tok(c)
        for i, w in enumerate(t):
            if w in WEAR or w in THING or w in PLURAL:
                if i and t[i - 1] in COLORS:
                    a = t[i - 1]
                    if i > 2 and t[i - 2] == "and" and t[i - 3] in COLORS:
                        a = t[i - 3] + " and " + a
                    elif i > 1 and t[i - 2] in COLORS:
                        a = t[i - 2] + " and " + a
                    elif i > 1 and t[i - 2] in ("light", "dark", "bright", "striped"):
                        pass
                    out.setdefault(w, []).append(a.replace("grey", "gray").replace("blonde", "blond"))
    r = []
    for n, a in out.items():
        k = Counter(a).most_common()
        if len(k) > 1 and k[0][1] == k[1][1]:
            continue
        if len(set(a)) > 2:
            continue
        r.append((f'what color {"are" if n in PLURAL else "is"} the {n}?', k[0][0], "color"))
    return r


def counts(caps, people_boxes=None):
    r = []
    seen = {}
    for c in caps:
        t = tok(c)
        for i, w in enumerate(t):
            if w in NUM:
                for j in range(i + 1, min(i + 4, len(t))):
                    if t[j] in PL:
                        seen.setdefault(PL[t[j]], []).append(NUM[w])
                        break
    for n, a in seen.items():
        k = Counter(a).most_common()
        if len(k) == 1 and len(a) >= 2 or (n in ANIMAL and len(k) == 1):
            r.append((f"how many {({**PERSON, **ANIMAL})[n]} are there?", k[0][0], "count"))
    tk = [set(tok(c)) for c in caps]

    def one(d):
        return sum(
            1
            for t in tk
            if sum(x in t for x in d) == 1
            and not any(p in t for p in d.values())
            and not (set(NUM) & t)
            and not (
                {"group", "people", "another", "others", "couple", "crowd", "two", "several", "team", "family", "and"}
                & t
            )
        )

    for d, nm in ((PERSON, "people"), (ANIMAL, None)):
        if one(d) >= max(2, (4 * len(caps)) // 5):
            if nm:
                r.append(("how many people are there?", "one", "count"))
            else:
                n = Counter(x for t in tk for x in d if x in t).most_common(1)[0][0]
                r.append((f"how many {d[n]} are there?", "one", "count"))
    if not any(set(SYN["person"]) & t for t in tk) and any(set(SYN["dog"]) & t for t in tk):
        r.append(("how many people are there?", "zero", "count"))
    return r


def doing(caps):
    r = []
    for c in caps:
        m = re.search(
            r"\b(man|woman|boy|girl|dog|child|person|baby|people|men|women|boys|girls|children|dogs|kids)\b((?: in [a-z ]{3,20}?| with [a-z ]{3,20}?| wearing [a-z ]{3,24}?)?)(?: is| are)? ([a-z]{3,}ing|runs|jumps|plays|sits|stands|walks|rides|swims|climbs|holds|sleeps|lies|smiles|looks|watches|catches|throws|kicks|surfs|skis|skates)\b((?: (?!while|and|with|as|behind|next)[a-z']+){0,5})",
            c.lower(),
        )
        if not m or m.group(3) in (
            "wearing",
            "during",
            "clothing",
            "something",
            "being",
            "building",
            "standing" if not m.group(4) else "",
        ):
            continue
        rest = re.sub(
            r"( (a|an|the|of|in|on|at|to|his|her|their|its|by|for|from|into|very|off|over|through))+$", "", m.group(4)
        )
        s = m.group(1)
        be = "are" if s in PL or s == "people" else "is"
        v = m.group(3)
        if not v.endswith("ing"):
            st = v[:-1] if not v.endswith("ches") else v[:-2]
            if v == "lies":
                v = "lying"
            else:
                if st in ("run", "sit", "swim"):
                    st += st[-1]
                elif st.endswith("e") and st != "see":
                    st = st[:-1]
                v = st + "ing"
        r.append((f"what {be} the {s} doing?", (v + rest).strip(), "doing"))
    return r


def where(caps):
    r = []
    for c in caps:
        m = re.search(
            r"\b(man|woman|boy|girl|dog|child|person|people|men|dogs|children|boys|girls)\b.*?\b((?:in|on|at|through|near|along|across|by|down|over) (?:the |a |an |some )?(?:[a-z]+ ){0,2}?("
            + "|".join(PLACE)
            + r"))\b",
            c.lower(),
        )
        if m:
            s = m.group(1)
            be = "are" if s in PL or s == "people" else "is"
            r.append((f"where {be} the {s}?", m.group(2), "where"))
    return r


def presence(caps, freq, ynames, rng, n=2):
    words = Counter(w for c in caps for w in set(tok(c)))
    yes = [
        k
        for k in NOUNS
        if sum(words[w] for w in ([k, k + "s"] if k not in ("person", "dog", "child", "bicycle") else SYN[k])) >= 2
    ]
    ys = set(ynames)
    if "tie" in ys:
        ys.discard("tie")
    bad = (
        lambda k: any(words[w] for w in SYN[k])
        or k in ys
        or (
            k in ("child", "woman", "man")
            and any(
                words[w]
                for w in SYN["person"]
                if w
                in (
                    "person",
                    "people",
                    "player",
                    "crowd",
                    "group",
                    "he",
                    "she",
                    "his",
                    "her",
                    "someone",
                    "kid",
                    "toddler",
                )
            )
        )
        or (k == "chair" and ys & {"chair", "couch", "bench"})
        or (k == "table" and "dining table" in ys)
        or (k == "ball" and "sports ball" in ys)
        or (k in ("flower", "tree") and "potted plant" in ys)
        or (k == "car" and ys & {"truck", "bus"})
    )
    no = [k for k in NOUNS if not bad(k)]
    r = []
    rng.shuffle(yes)
    ask = (
        lambda k: rng.choice([f"is there {art(k)}?", f"is there {art(k)} in the photo?", f"do you see {art(k)}?"])
        if k not in ("water", "grass", "snow", "food")
        else rng.choice([f"is there {k}?", f"do you see {k} in the photo?", f"is there any {k}?"])
    )
    for k in yes[:n]:
        r.append((ask(k), "yes", "yesno"))
        if no:
            j = rng.choices(no, [freq.get(x, 1) ** 0.7 for x in no])[0]
            r.append((ask(j), "no", "yesno"))
    return r


def time_of_day(caps):
    """asked only where all captions that name a time name the same one"""
    said = {time for time, words in TIMES.items() if any(set(words) & set(tok(c)) for c in caps)}
    if any(" at night" in c.lower() or "night sky" in c.lower() for c in caps):
        said.add("night")
    if len(said) != 1:
        return []
    time = said.pop()
    asked = [("what time of day is it?", time, "time")]
    if time in ("day", "night"):
        asked.append(("is it day or night?", time, "time"))
    return asked


def not_said(caps, ynames, rng):
    """a question about something that neither captions nor detector know of: a guess would be made up"""
    words = set(w for c in caps for w in tok(c))
    absent = [n for n in CONSPICUOUS if not words & {n, n + "s", *SYN.get(n, ())} and n not in ynames]
    if not absent:
        return []
    n = rng.choice(absent)
    if n in ANIMAL:
        return [(rng.choice([f"what is the {n} doing?", f"where is the {n}?", f"what color is the {n}?"]), CANNOT_TELL, "unsaid")]
    return [(f"what color is the {n}?", CANNOT_TELL, "unsaid")]


def from_captions(caps, freq, ynames, rng):
    r = colour(caps) + counts(caps) + presence(caps, freq, ynames, rng, 3)
    d = doing(caps)
    w = where(caps)
    rng.shuffle(d)
    rng.shuffle(w)
    r += d[:3] + w[:2] + time_of_day(caps) + not_said(caps, ynames, rng)
    s = scene(set(x for c in caps for x in tok(c)), ynames)
    if s:
        r += [scene_q(s, rng)]
    t = [set(tok(c)) for c in caps]
    for k, p in ANIMAL.items():
        if sum(bool(set(SYN[k]) & x) for x in t) >= 3:
            r.append((rng.choice(["what animal is this?", "what animal is in the photo?"]), k, "animal"))
    return r
