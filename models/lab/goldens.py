"""Writes what the Python reference makes of fixed inputs, for the TypeScript code to be held against.

Run inside models/lab: `python3 goldens.py ../starter` (needs numpy and Pillow). Writes ../starter/golden/.
"""
import base64
import json
import os
import sys

import numpy as np
from PIL import Image

from tokenizer import Tokenizer

TEXTS = [
    "a photo of a dog on a beach",
    "Two CHILDREN playing; it's 3 o'clock!",
    "caf\u00e9 cre\u0300me bru\u0302le\u0301e",
    "\u65e5\u672c\u306e\u5c71 \U0001f3d4\ufe0f",
    "   leading and  double   spaces\tand\na line",
    "snake_case 1234 don't we'll I'M",
    "",
    "word " * 60,
]
QUESTIONS = ["How many people are there?", "is this indoors or outdoors?", "what " * 40]
WIDTH, HEIGHT = 300, 200


def pattern():
    """A picture with smooth parts, edges and fine stripes; the same formula stands in preprocessing.test.ts."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    red = (x * 255) // (WIDTH - 1)
    green = np.where((x // 20 + y // 20) % 2 == 0, 220, 30)
    blue = (x * 7 + y * 13) % 256
    return np.stack([red, green, blue], -1).astype(np.uint8)


def main(starter):
    tokenizer = Tokenizer(os.path.join(starter, "tokenizer.json"))
    config = json.load(open(os.path.join(starter, "config.json"), encoding="utf8"))
    decoder = config["decoder"]
    prompt = (
        lambda q: decoder["question_prompt"]["before"]
        + tokenizer.encode(q)[: decoder["question_max_tokens"]]
        + decoder["question_prompt"]["after"]
    )
    size = config["image"]["size"]
    resized = Image.fromarray(pattern()).resize((size, size), Image.BICUBIC)
    golden = os.path.join(starter, "golden")
    os.makedirs(golden, exist_ok=True)
    with open(os.path.join(golden, "tokenizer.json"), "w", encoding="utf8") as file:
        texts = [
            {"text": t, "ids": tokenizer.encode_text(t), "decoded": tokenizer.decode(tokenizer.encode(t)[:38])}
            for t in TEXTS
        ]
        json.dump({"texts": texts, "questions": [{"text": q, "ids": prompt(q)} for q in QUESTIONS]}, file, indent=1)
    with open(os.path.join(golden, "preprocessing.json"), "w", encoding="utf8") as file:
        pixels = base64.b64encode(np.asarray(resized).tobytes()).decode()
        json.dump({"width": WIDTH, "height": HEIGHT, "size": size, "pixels": pixels}, file)


if __name__ == "__main__":
    main(sys.argv[1])
