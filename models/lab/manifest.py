"""Sizes and hashes of the exported files, and the version, into ../starter/manifest.json. `python3 manifest.py --version 1`"""
import argparse
import hashlib
import json
import os

ap = argparse.ArgumentParser()
ap.add_argument("--starter", default="../starter")
ap.add_argument("--version", required=True, help="the number of the version, for example 1")


def described(folder, file):
    path = os.path.join(folder, file["path"])
    with open(path, "rb") as content:
        digest = hashlib.sha256(content.read()).hexdigest()
    return dict(file, bytes=os.path.getsize(path), sha256=digest)


def main():
    a = ap.parse_args()
    path = os.path.join(a.starter, "manifest.json")
    with open(path) as file:
        manifest = json.load(file)
    manifest.update(revision=a.version, title=f"Starter {a.version}")
    for variant in manifest["variants"]:
        variant["files"] = [described(a.starter, file) for file in variant["files"]]
        variant["approxBytes"] = sum(file["bytes"] for file in variant["files"])
    with open(path, "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
