"""What a caption is worth that the decoder drew: how much it is like people's (CIDEr-D), and whether its things are there."""
from caption_metrics import Cider, words
from things import things

RIGHT, WRONG = 0.2, 0.4  # for a thing that is there, and for one that is not, beside a CIDEr-D of about 0.4
ALIKE = 1  # CIDEr-D that counts at most: captions by rule are easily met to the letter, which would be 10
END = "</s>"  # the last word of every caption, so that one that breaks off (`a man on a`) is unlike all others


def ended(caption):
    return [*words(caption), END]


class Rewards:
    def __init__(self, captions, there, names):
        """captions (of some there are none) and things of photos, {photo: [...]}; names: of all things that count"""
        references = {photo: [ended(caption) for caption in those] for photo, those in captions.items()}
        self.cider = Cider([those for those in references.values() if those])
        self.references = {photo: self.cider.read(those) for photo, those in references.items()}
        self.there = {photo: set(there[photo]).union(*(things(c, names) for c in captions[photo])) for photo in captions}
        self.names = names

    def of(self, photo, caption):
        named, there, references = things(caption, self.names), self.there[photo], self.references[photo]
        alike = self.cider.score(ended(caption), references) if references else 0
        return min(alike, ALIKE) + RIGHT * len(named & there) - WRONG * len(named - there)
