"""Second half of fetch-photos.sh: picks the photos out of the unpacked packages, shrinks and saves them.

    fetch_photos.py UNPACKED_PACKAGES OUT
    fetch_photos.py --table               (writes the table of PHOTOS.md anew; needs no packages)

Every photo is shrunk (Lanczos) by the factor below and to at most 2400 pixels on its long side: that
removes camera noise and the marks of lossy compression, which must not be learnt as part of a clean photo.
"""
import csv
import io
import os
import struct
import sys
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
LONGEST = 2400
# Phone and camera JPEGs at full resolution are soft and noisy; GCompris stores sharpened lossy WebP.
FACTOR = {
    "budgie-backgrounds": 0.4,
    "gcompris-qt-data": 0.75,
    "grub2-splashimages": 0.8,
    "lomiri-wallpapers-16.04": 0.6,
    "lomiri-wallpapers-20.04": 0.6,
    "mate-backgrounds": 0.5,
    "palapeli-data": 0.75,
    "plasma-workspace-data": 0.8,
    "plasma-workspace-wallpapers": 0.5,
    "puzzle-jigsaw": 0.75,
    "scratch": 0.75,
    "tuxpaint-data": 0.6,
    "ukui-wallpapers": 0.4,
    "wordpress-theme-twentytwentyfour": 0.75,
}
# The photos named in these files go there, all others into train.
PARTS = {"val": "heldout.txt", "test": "test.txt"}


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


def photos():
    """The rows of photos.tsv, each with the part it goes into."""
    part = {}
    for name, listed in PARTS.items():
        part.update(dict.fromkeys(open(os.path.join(HERE, listed)).read().split(), name))
    rows = list(csv.DictReader(open(os.path.join(HERE, "photos.tsv"), encoding="utf-8"), delimiter="\t"))
    unknown = set(part) - {row["name"] for row in rows}
    if unknown:
        sys.exit("not in photos.tsv: " + ", ".join(sorted(unknown)))
    for row in rows:
        row["part"] = part.get(row["name"], "train")
    return rows


def table():
    """Replaces the table in PHOTOS.md by what photos.tsv says."""
    path = os.path.join(HERE, "PHOTOS.md")
    text = open(path, encoding="utf-8").read()
    head = "| photo | title | author | license | package | source |\n|---|---|---|---|---|---|\n"
    lines = [text[: text.index(head)] + head]
    for row in photos():
        name = row["name"] + {"train": "", "val": "*", "test": "†"}[row["part"]]
        package = row["package"].split(":")[1]
        source = f"<{row['source']}>" if row["source"] else ""
        lines.append(f"| {name} | {row['title']} | {row['author']} | {row['license']} | {package} | {source} |\n")
    open(path, "w", encoding="utf-8").write("".join(lines))


def main(unpacked, out):
    from PIL import Image, ImageOps

    parts = ["train", *PARTS]
    pixels, missing = dict.fromkeys(parts, 0), []
    for row in photos():
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
        for part in parts:
            path = os.path.join(out, part, row["name"] + ".png")
            if part == row["part"]:
                os.makedirs(os.path.dirname(path), exist_ok=True)
                photo.save(path, compress_level=4)
            elif os.path.exists(path):  # an earlier list had it there
                os.remove(path)
        pixels[row["part"]] += photo.width * photo.height
    for part, count in pixels.items():
        print(f"{part}: {len(os.listdir(os.path.join(out, part)))} photos, {count / 1e6:.1f} megapixels")
    if missing:
        sys.exit("not in this version of the packages: " + ", ".join(missing))


if __name__ == "__main__":
    if sys.argv[1:] == ["--table"]:
        table()
    else:
        main(sys.argv[1], sys.argv[2])
