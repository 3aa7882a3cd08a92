"""data/*.tar -> cache: one array of all photos, one of all teacher features, and the small files as they are."""
import gzip
import io
import os
import tarfile
import numpy as np
from PIL import Image

STORED = 160  # pixels of a side


def unpack(data, cache):
    os.makedirs(cache, exist_ok=True)
    photos, features = {}, {}
    for name in sorted(n for n in os.listdir(data) if n.endswith(".tar")):
        with tarfile.open(os.path.join(data, name)) as tar:
            for member in tar:
                content = tar.extractfile(member).read()
                if member.name.startswith("img/"):
                    photos[int(member.name[4:9])] = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
                elif member.name.startswith("feat/"):
                    features[member.name] = np.load(io.BytesIO(content))["a"]
                else:
                    if member.name.endswith(".gz"):
                        content = gzip.decompress(content)
                    with open(os.path.join(cache, os.path.basename(member.name).removesuffix(".gz")), "wb") as file:
                        file.write(content)
    np.save(os.path.join(cache, "feat.npy"), np.concatenate([features[k] for k in sorted(features)]))
    shape = (len(photos), STORED, STORED, 3)
    pixels = np.memmap(os.path.join(cache, "img160.u8"), np.uint8, "w+", shape=shape)
    for i, photo in photos.items():
        pixels[i] = photo
    pixels.flush()
