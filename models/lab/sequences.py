"""What the decoder learns to write: captions and answers as ids, and where the part that counts begins."""
import numpy as np
import qa
import spoken
import tokenizer as tk

LONGEST, QUESTION, ANSWER = 46, 30, 14
WITHOUT_PHOTO = 1500  # questions that are asked without their photo


class Sequences:
    """ids [n, longest], lengths [n], starts [n]; captions and answers: rows by photo; no_photo: rows of refusals"""

    def __init__(self, records, photos, objects, tokenizer, rng):
        self.tokenizer = tokenizer
        self.all, self.start = [], []
        self.captions, self.answers = {}, {}
        for i in map(int, photos):
            record = records[i]
            if record["captions"]:
                self.captions[i] = [self.caption(c.rstrip(" .").lower()) for c in record["captions"]]
            elif record["set"] == "coco":  # what is not about people and dogs has no human caption
                by_rule = [caption for caption in map(spoken.caption, spoken.seen(record, objects)) if caption]
                if by_rule:
                    self.captions[i] = [self.caption(text) for text in by_rule]
            for question, answer, kind in record["qa"]:
                self.answers.setdefault(i, {}).setdefault(kind, []).append(self.answer(question, answer))
        asked = [rng.choice(records[i]["qa"])[0] for i in rng.sample(list(self.answers), WITHOUT_PHOTO)]
        self.no_photo = [self.answer(question, qa.NOPHOTO) for question in asked]
        self.no_photo += [self.caption(qa.NOPHOTO) for _ in range(WITHOUT_PHOTO // 25)]
        self.lengths, self.starts = np.array([len(x) for x in self.all]), np.array(self.start)
        self.ids = np.zeros((len(self.all), self.lengths.max()), np.int64)
        for row, x in enumerate(self.all):
            self.ids[row, : len(x)] = x

    def add(self, ids, start):
        self.all.append(ids[:LONGEST])
        self.start.append(start)
        return len(self.all) - 1

    def caption(self, text):
        return self.add([tk.CAP] + self.tokenizer.encode(text) + [tk.EOS], 1)

    def text(self, row):
        """of a caption"""
        return self.tokenizer.decode(self.ids[row, 1 : self.lengths[row] - 1].tolist())

    def answer(self, question, answer):
        prompt = [tk.QUE] + self.tokenizer.encode(question)[:QUESTION] + [tk.ANS]
        return self.add(prompt + self.tokenizer.encode(answer)[:ANSWER] + [tk.EOS], len(prompt))
