"""Restormer."""

import torch
from torch import nn

from .blocks import Block, PatchEmbed, conv, down, up


class Restormer(nn.Module):
    """`config` is the configuration as in pack.json, here and in every network."""

    def __init__(self, config):
        super().__init__()
        d, (h1, h2, h3, h4), (b1, b2, b3, b4) = config["dim"], config["heads"], config["blocks"]

        def level(channels, heads, count):
            shape = (channels, heads, config["ffn_expansion"], config["norm"])
            return nn.Sequential(*[Block(*shape) for _ in range(count)])

        self.patch_embed = PatchEmbed(3, d)
        self.encoder_level1 = level(d, h1, b1)
        self.down1_2 = down(d)
        self.encoder_level2 = level(2 * d, h2, b2)
        self.down2_3 = down(2 * d)
        self.encoder_level3 = level(4 * d, h3, b3)
        self.down3_4 = down(4 * d)
        self.latent = level(8 * d, h4, b4)
        self.up4_3 = up(8 * d)
        self.reduce_chan_level3 = conv(8 * d, 4 * d, 1)
        self.decoder_level3 = level(4 * d, h3, b3)
        self.up3_2 = up(4 * d)
        self.reduce_chan_level2 = conv(4 * d, 2 * d, 1)
        self.decoder_level2 = level(2 * d, h2, b2)
        self.up2_1 = up(2 * d)
        self.decoder_level1 = level(2 * d, h1, b1)
        self.refinement = level(2 * d, h1, config["refinement"])
        self.output = conv(2 * d, 3, 3)

    def forward(self, image):
        e1 = self.encoder_level1(self.patch_embed(image))
        e2 = self.encoder_level2(self.down1_2(e1))
        e3 = self.encoder_level3(self.down2_3(e2))
        z = self.latent(self.down3_4(e3))
        x = self.decoder_level3(self.reduce_chan_level3(torch.cat([self.up4_3(z), e3], 1)))
        x = self.decoder_level2(self.reduce_chan_level2(torch.cat([self.up3_2(x), e2], 1)))
        x = self.decoder_level1(torch.cat([self.up2_1(x), e1], 1))
        return self.output(self.refinement(x)) + image
