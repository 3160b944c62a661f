"""MAXIM with one stage."""

import torch
from torch import nn

from .maxim_blocks import Bottleneck, CrossGating, UNetBlock
from .maxim_layers import Conv, Up, UpSampleRatio, first, last


class Decoder(nn.Module):
    """A level on the way up."""

    def __init__(self, inputs, channels, side):
        super().__init__()
        self.ConvTranspose_0 = Up(inputs, channels, True)
        self.UNetEncoderBlock_0 = UNetBlock(4 * channels, channels, side, True)

    def forward(self, x, skips):
        return self.UNetEncoderBlock_0(self.ConvTranspose_0(x), skips)


class Maxim(nn.Module):
    def __init__(self, config):
        super().__init__()
        f, (high, low) = config["features"], config["sides"]
        self.width, sides = [f, 2 * f, 4 * f], [high, high, low]
        self.bottlenecks = config["bottlenecks"]
        levels = list(zip(self.width, sides))
        below = [self.width[1], self.width[2], self.width[2]]
        above = [f, f, 2 * f]
        for i, (w, side) in enumerate(levels):
            self.add_module(f"stage_0_input_conv_{i}", Conv(3, w, 3))
            block = UNetBlock(above[i] + w, w, side, True, down=True)
            self.add_module(f"stage_0_encoder_block_{i}", block)
            gate = CrossGating(3 * w, below[i], w, side, True)
            self.add_module(f"stage_0_cross_gating_block_{i}", gate)
            self.add_module(f"stage_0_decoder_block_{i}", Decoder(below[i], w, side))
        for i in range(self.bottlenecks):
            self.add_module(f"stage_0_global_block_{i}", Bottleneck(self.width[2], low, True))
        # From all levels to each, first of what comes down and then of what goes up.
        pairs = [(a, b) for b in (2, 1, 0) for a in (0, 1, 2)]
        pairs += [(a, b) for b in (2, 1, 0) for a in (2, 1, 0)]
        for i, (a, b) in enumerate(pairs):
            ratio = UpSampleRatio(self.width[a], self.width[b], True)
            self.add_module(f"UpSampleRatio_{i}", ratio)
        self.stage_0_output_conv_0 = Conv(f, 3, 3)

    def part(self, name, i):
        return self.get_submodule(f"{name}_{i}")

    def forward(self, image):
        picture = last(image)
        scales = [picture, picture[:, 1::2, 1::2], picture[:, 2::4, 2::4]]
        scales = [self.part("stage_0_input_conv", i)(x) for i, x in enumerate(scales)]
        sizes = [x.shape[1:3] for x in scales]
        x, encoded = scales[0], []
        for i, scale in enumerate(scales):
            level = self.part("stage_0_encoder_block", i)
            encoded.append(level(x, scale))
            x = level.Conv_1(encoded[i])
        for i in range(self.bottlenecks):
            x = self.part("stage_0_global_block", i)(x)

        def ratios(start, features, size):
            all_of = enumerate(features, start)
            return torch.cat([self.part("UpSampleRatio", i)(y, size) for i, y in all_of], -1)

        y, gated = x, []
        for place, i in enumerate((2, 1, 0)):
            signal = ratios(3 * place, encoded, sizes[i])
            skip, y = self.part("stage_0_cross_gating_block", i)(signal, y)
            gated.append(skip)
        for place, i in enumerate((2, 1, 0)):
            skips = ratios(9 + 3 * place, gated, sizes[i])
            x = self.part("stage_0_decoder_block", i)(x, skips)
        return first(self.stage_0_output_conv_0(x) + picture)
