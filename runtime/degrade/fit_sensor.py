#!/usr/bin/env python3
"""Fits the constants of src/camera/sensor.rs to darktable's measured noise profiles.

    apt-get download darktable && dpkg -x darktable_*.deb darktable
    python3 fit_sensor.py darktable/usr/share/darktable

Needs numpy. Only figures are fitted; nothing of darktable's is copied.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np


def haar_share(side=1024, variance=1e-4):
    """What darktable's figures have of a raw value's variance.

    Its tool (tools/noise/noiseprofile.c) takes the median absolute value of the diagonal band of Haar's transform of the
    demosaiced picture. Here: white noise on flat grey, green filled in along the direction of less change, as darktable's
    PPG does.
    """
    rng = np.random.default_rng(1)
    raw = 0.5 + rng.normal(0, np.sqrt(variance), (side, side))
    y, x = np.mgrid[:side, :side]

    def along(dy, dx):
        m3, m2, m1, p1, p2, p3 = (np.roll(raw, (k * dy, k * dx), (0, 1)) for k in (3, 2, 1, -1, -2, -3))
        guess = (2 * (m1 + raw + p1) - m2 - p2) / 4
        change = 3 * (abs(m2 - raw) + abs(p2 - raw) + abs(m1 - p1)) + 2 * (abs(p3 - p1) + abs(m3 - m1))
        return np.clip(guess, np.minimum(m1, p1), np.maximum(m1, p1)), change

    (by_row, beside), (by_column, above) = along(0, 1), along(1, 0)
    green = np.where((x + y) % 2 == 1, raw, np.where(beside < above, by_row, by_column))
    band = (green[::2, ::2] - green[1::2, ::2] - green[::2, 1::2] + green[1::2, 1::2]) / 4
    return (np.median(abs(band)) / 0.6745) ** 2 / variance


def profiles(path):
    """Camera, ISO, a and b of the green channel: variance = a * x + b."""
    makers = json.loads(path.read_text())["noiseprofiles"]
    models = (model for maker in makers for model in maker["models"])
    for camera, model in enumerate(models):
        for profile in model["profiles"]:
            if not profile.get("skip") and profile["a"][1] > 0:
                yield camera, profile["iso"], profile["a"][1], profile["b"][1]


def sensor(path):
    share = haar_share()
    rows = np.array(list(profiles(path)))
    cameras = len(np.unique(rows[:, 0]))
    print(f"{len(rows)} profiles of {cameras} cameras; share of the variance {share:.4f}")
    rows = rows[(rows[:, 1] >= 100) & (rows[:, 1] <= 25600)]
    camera, gain = rows[:, 0], np.log(rows[:, 1] / 100)
    shot, read = np.log(rows[:, 2] / share), rows[:, 3] / share

    own = [camera == one for one in np.unique(camera)]
    slopes = [np.polyfit(gain[k], shot[k], 1)[0] for k in own if k.sum() > 3 and np.ptp(gain[k]) > 1.5]
    power = np.median(slopes)
    size = np.zeros(len(rows))
    for k in own:
        size[k] = np.mean(shot[k] - power * gain[k])
    middle = np.median(size)
    print(f"SHOT {np.exp(middle):.3g}, SHOT_POWER {power:.3f}, SHOT_SPREAD {np.std(size):.2f}")

    # Some black levels are off, which gives negative figures: those say nothing.
    good = read > 0
    photons = 0.5 * np.log(read[good]) - shot[good]
    terms = np.c_[np.ones(good.sum()), gain[good], size[good] - middle]
    (at, by_gain, by_size), *_ = np.linalg.lstsq(terms, photons, rcond=None)
    spread = np.std(photons - terms @ (at, by_gain, by_size))
    print(f"READ {np.exp(at):.2f}, READ_POWER {by_gain:.3f}, READ_BY_SHOT {by_size:.3f}, READ_SPREAD {spread:.2f}")


def white(path):
    """White balance, for src/camera/develop.rs."""
    gains = defaultdict(list)
    for maker in json.loads(path.read_text())["wb_presets"]:
        for model in maker["models"]:
            for preset in model["presets"]:
                red, green, blue = preset["channels"][:3]
                if preset.get("tuning", 0) == 0:
                    gains[preset["name"]].append((red / green, blue / green))
    bulbs = gains["Tungsten"] + gains["Incandescent"]
    for name, values in ("BULB", bulbs), ("DAYLIGHT", gains["Daylight"]), ("SHADE", gains["Shade"]):
        median = np.median(values, axis=0)
        spread = np.std(np.log(values), axis=0)
        print(f"{name} {median.round(2)} of {len(values)} presets, spread of logarithms {spread.round(2)}")


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    sensor(folder / "noiseprofiles.json")
    white(folder / "wb_presets.json")
