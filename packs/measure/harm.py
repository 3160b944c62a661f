#!/usr/bin/env python3
"""What a pack does to clean photos: each restored whole, in tiles, and compared with itself.

    packs/measure/harm.py PHOTOS_FOLDER RESTORED_FOLDER

after `dynet restore PHOTOS_FOLDER/*.* -o RESTORED_FOLDER --variant l`. Prints PSNR in dB, the shift of each channel's mean in
levels of 255, and the largest shift of a block of 32x32. Needs numpy and Pillow.
"""

import pathlib
import sys

import numpy
from PIL import Image

BLOCK = 32


def pixels(path):
    return numpy.asarray(Image.open(path).convert("RGB"), dtype=numpy.float64)


def blocks(difference):
    height, width = (size // BLOCK * BLOCK for size in difference.shape[:2])
    cut = difference[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK, 3)
    return numpy.abs(cut.mean(axis=(1, 3))).max()


photos, restored = map(pathlib.Path, sys.argv[1:])
for path in sorted(restored.iterdir()):
    original = next(photos.glob(path.stem + ".*"))
    difference = pixels(path) - pixels(original)
    error = (difference**2).mean()
    psnr = 10 * numpy.log10(255**2 / error) if error else float("inf")
    shift = " ".join(f"{value:+.2f}" for value in difference.mean(axis=(0, 1)))
    print(f"{path.stem:28} {psnr:6.2f} dB   means {shift}   worst block {blocks(difference):.1f}")
