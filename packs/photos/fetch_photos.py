"""Second half of fetch-photos.sh: picks the photos out of the unpacked packages, shrinks and saves them.

    fetch_photos.py UNPACKED_PACKAGES OUT

Every photo is shrunk (Lanczos) by the factor below and to at most 2400 pixels on its long side: that
removes camera noise and the marks of lossy compression, which must not be learnt as part of a clean photo.
"""
import csv
import io
import os
import struct
import sys
import zlib

from PIL import Image, ImageOps

LONGEST = 2400
# Phone and camera JPEGs at full resolution are soft and noisy; GCompris stores sharpened lossy WebP.
FACTOR = {"lomiri-wallpapers-16.04": 0.6, "lomiri-wallpapers-20.04": 0.6, "gcompris-qt-data": 0.75, "palapeli-data": 0.75}


def qt_resource(path, wanted):
    """One file's bytes out of a Qt binary resource (.rcc): a tree of nodes, a table of names, the data."""
    blob = open(path, "rb").read()
    if blob[:4] != b"qres":
        raise ValueError(f"{path} is not a Qt resource file")
    version, tree, data, names = struct.unpack(">4I", blob[4:20])
    node_size = 14 if version < 2 else 22

    def name(offset):
        length = struct.unpack_from(">H", blob, names + offset)[0]
        return blob[names + offset + 6 : names + offset + 6 + 2 * length].decode("utf-16-be")

    def find(first, count, parts):
        for node in range(first, first + count):
            at = tree + node * node_size
            label, flags = struct.unpack_from(">IH", blob, at)
            if name(label) != parts[0]:
                continue
            if flags & 2:  # a folder
                size, child = struct.unpack_from(">II", blob, at + 6)
                return find(child, size, parts[1:])
            start = data + struct.unpack_from(">I", blob, at + 10)[0]
            size = struct.unpack_from(">I", blob, start)[0]
            content = blob[start + 4 : start + 4 + size]
            return zlib.decompress(content[4:]) if flags & 1 else content
        raise FileNotFoundError(f"{wanted} in {path}")

    size, child = struct.unpack_from(">II", blob, tree + 6)
    return find(child, size, wanted.split("/"))


def main(unpacked, out):
    here = os.path.dirname(os.path.abspath(__file__))
    held_out = set(open(os.path.join(here, "heldout.txt")).read().split())
    rows = list(csv.DictReader(open(os.path.join(here, "photos.tsv"), encoding="utf-8"), delimiter="\t"))
    pixels, missing = {"train": 0, "val": 0}, []
    for row in rows:
        package = row["package"].split(":")[1]
        path, _, inner = row["path"].partition("!")
        path = os.path.join(unpacked, package, path)
        try:
            content = qt_resource(path, inner) if inner else open(path, "rb").read()
        except FileNotFoundError:
            missing.append(row["name"])
            continue
        photo = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
        scale = min(1.0, FACTOR.get(package, 1.0), LONGEST / max(photo.size))
        if scale < 1.0:
            size = tuple(round(side * scale) for side in photo.size)
            photo = photo.resize(size, Image.Resampling.LANCZOS)
        part = "val" if row["name"] in held_out else "train"
        os.makedirs(os.path.join(out, part), exist_ok=True)
        photo.save(os.path.join(out, part, row["name"] + ".png"), compress_level=4)
        pixels[part] += photo.width * photo.height
    for part, count in pixels.items():
        print(f"{part}: {len(os.listdir(os.path.join(out, part)))} photos, {count / 1e6:.1f} megapixels")
    if missing:
        sys.exit("not in this version of the packages: " + ", ".join(missing))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
