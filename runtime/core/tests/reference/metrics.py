"""Prints the numbers that tests/metrics_scikit.rs holds: pip install scikit-image, then run this."""

import numpy as np
from skimage.color import rgb2ycbcr
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

WIDTH, HEIGHT = 37, 26
y, x, c = np.mgrid[0:HEIGHT, 0:WIDTH, 0:3]
clean = ((x * 5 + y * 3 + c * 40 + x * y // 4) % 200 + 20) / 255.0
# Reaches past 0 and 1, so that the clipping counts.
other = clean + (((x * 7 + y * 11 + c * 5 + x * y) % 31) - 15) / 60.0


def figures(a, b):
    a, b = np.clip(a, 0, 1), np.clip(b, 0, 1)
    return (
        peak_signal_noise_ratio(a, b, data_range=1),
        structural_similarity(a, b, data_range=1, channel_axis=2),
    )


print("whole      %.6f %.6f" % figures(clean, other))
print("7x7 corner %.6f %.6f" % figures(clean[:7, :7], other[:7, :7]))
print("half noise %.6f %.6f" % figures(clean, clean + (other - clean) / 2))


def luma(a):
    y = rgb2ycbcr(np.clip(a, 0, 1))[..., 0] / 255
    return np.stack([y, y, y], axis=2)


print("brightness %.6f %.6f" % figures(luma(clean), luma(other)))
