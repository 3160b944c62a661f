"""NAFNet, with one mean over the picture or with the authors' local means (TLC)."""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import conv


class LayerNorm2d(nn.Module):
    """Over the channels of each pixel."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(channels))
        self.bias = nn.Parameter(torch.zeros(channels))

    def forward(self, x):
        shape = self.weight.shape
        x = F.layer_norm(x.permute(0, 2, 3, 1), shape, self.weight, self.bias, 1e-6)
        return x.permute(0, 3, 1, 2)


class Pool(nn.Module):
    """The mean over the map or, where `window` is smaller than it, over a window around each pixel."""

    def __init__(self, window):
        super().__init__()
        self.window = window

    def forward(self, x):
        height, width = x.shape[-2:]
        if self.window is None or self.window >= max(height, width):
            return x.mean((2, 3), keepdim=True)
        # The authors' form: each window's sum from four sums up to its corners.
        high, wide = min(self.window, height), min(self.window, width)
        s = F.pad(x.cumsum(-1).cumsum(-2), (1, 0, 1, 0))
        sums = s[:, :, high:, wide:] + s[:, :, :-high, :-wide]
        sums = sums - s[:, :, :-high, wide:] - s[:, :, high:, :-wide]
        around = [(side - 1 + late) // 2 for side in (wide, high) for late in (0, 1)]
        return F.pad(sums / (high * wide), around, mode="replicate")


class NAFBlock(nn.Module):
    def __init__(self, channels, window=None):
        super().__init__()

        def mix(inputs, outputs):
            return conv(inputs, outputs, 1, bias=True)

        self.beta = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.gamma = nn.Parameter(torch.zeros(1, channels, 1, 1))
        self.norm1 = LayerNorm2d(channels)
        self.conv1 = mix(channels, 2 * channels)
        self.conv2 = conv(2 * channels, 2 * channels, 3, groups=2 * channels, bias=True)
        self.sca = nn.Sequential(Pool(window), mix(channels, channels))
        self.conv3 = mix(channels, channels)
        self.norm2 = LayerNorm2d(channels)
        self.conv4 = mix(channels, 2 * channels)
        self.conv5 = mix(channels, channels)

    def forward(self, image):
        def gate(x):
            a, b = x.chunk(2, dim=1)
            return a * b

        x = gate(self.conv2(self.conv1(self.norm1(image))))
        y = image + self.conv3(x * self.sca(x)) * self.beta
        return y + self.conv5(gate(self.conv4(self.norm2(y)))) * self.gamma


class NAFNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        w, patch = config["width"], config.get("local_pooling")
        encoder, decoder = config["encoder"], config["decoder"]
        deepest = len(encoder)

        def blocks(level, count):
            window = patch and (patch >> level) * 3 // 2
            return nn.Sequential(*[NAFBlock(w << level, window) for _ in range(count)])

        def down(channels):
            return conv(channels, 2 * channels, 2, stride=2, bias=True)

        def up(channels):
            return nn.Sequential(conv(channels, 2 * channels, 1), nn.PixelShuffle(2))

        rising = list(reversed(range(deepest)))
        self.intro = conv(3, w, 3, bias=True)
        self.encoders = nn.ModuleList([blocks(i, count) for i, count in enumerate(encoder)])
        self.downs = nn.ModuleList([down(w << i) for i in range(deepest)])
        self.middle_blks = blocks(deepest, config["middle"])
        self.ups = nn.ModuleList([up(w << (i + 1)) for i in rising])
        self.decoders = nn.ModuleList([blocks(i, n) for i, n in zip(rising, decoder)])
        self.ending = conv(w, 3, 3, bias=True)

    def forward(self, image):
        x, skips = self.intro(image), []
        for blocks, down in zip(self.encoders, self.downs):
            skips.append(blocks(x))
            x = down(skips[-1])
        x = self.middle_blks(x)
        for up, blocks in zip(self.ups, self.decoders):
            x = blocks(up(x) + skips.pop())
        return self.ending(x) + image
