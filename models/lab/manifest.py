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


def fingerprint(manifest):
    """of all files: another revision for other weights, so that no library is searched with vectors of the weights before"""
    hashes = sorted(file["sha256"] for variant in manifest["variants"] for file in variant["files"])
    return hashlib.sha256("".join(hashes).encode()).hexdigest()[:8]


def main():
    a = ap.parse_args()
    path = os.path.join(a.starter, "manifest.json")
    with open(path) as file:
        manifest = json.load(file)
    for variant in manifest["variants"]:
        variant["files"] = [described(a.starter, file) for file in variant["files"]]
        variant["approxBytes"] = sum(file["bytes"] for file in variant["files"])
    manifest.update(revision=f"{a.version}-{fingerprint(manifest)}", title=f"Starter {a.version}")
    with open(path, "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")


if __name__ == "__main__":
    main()
