"""DyNet, and what PromptIR has in common with it."""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import Block, PatchEmbed, conv, down, up


class Prompt(nn.Module):
    def __init__(self, channels, length, side, feature):
        super().__init__()
        self.prompt_param = nn.Parameter(torch.rand(1, length, channels, side, side))
        self.linear_layer = nn.Linear(feature, length)
        self.conv3x3 = conv(channels, channels, 3)

    def forward(self, x):
        weights = self.linear_layer(x.mean(dim=(-2, -1))).softmax(dim=1)
        mixed = (weights[:, :, None, None, None] * self.prompt_param).sum(dim=1)
        return self.conv3x3(F.interpolate(mixed, x.shape[-2:], mode="bilinear"))


class Network(nn.Module):
    """What both networks are made of; `config` is the configuration as in pack.json."""

    def __init__(self, config, level):
        super().__init__()
        d, (h1, h2, h3, h4) = config["dim"], config["heads"]
        expansion, length = config["ffn_expansion"], config["prompt_len"]
        p1, p2, p3 = config["prompt_dims"]
        s1, s2, s3 = config["prompt_sizes"]
        self.half = config.get("stem", "full") == "half"
        picture = 12 if self.half else 3

        def block(channels, heads):
            return Block(channels, heads, expansion)

        self.patch_embed = PatchEmbed(picture, d)
        self.encoder_level1 = level(0, lambda: block(d, h1))
        self.down1_2 = down(d)
        self.encoder_level2 = level(1, lambda: block(2 * d, h2))
        self.down2_3 = down(2 * d)
        self.encoder_level3 = level(2, lambda: block(4 * d, h3))
        self.down3_4 = down(4 * d)
        self.latent = level(3, lambda: block(8 * d, h4))
        self.prompt3 = Prompt(p3, length, s3, 8 * d)
        self.noise_level3 = block(8 * d + p3, 4)
        self.reduce_noise_level3 = conv(8 * d + p3, 4 * d, 1)
        self.up4_3 = up(4 * d)
        self.prompt2 = Prompt(p2, length, s2, 4 * d)
        self.noise_level2 = block(4 * d + p2, 4)
        self.reduce_noise_level2 = conv(4 * d + p2, 4 * d, 1)
        self.reduce_chan_level3 = conv(6 * d, 4 * d, 1)
        self.decoder_level3 = level(2, lambda: block(4 * d, h3))
        self.up3_2 = up(4 * d)
        self.prompt1 = Prompt(p1, length, s1, 2 * d)
        self.noise_level1 = block(2 * d + p1, 4)
        self.reduce_noise_level1 = conv(2 * d + p1, 2 * d, 1)
        self.reduce_chan_level2 = conv(4 * d, 2 * d, 1)
        self.decoder_level2 = level(1, lambda: block(2 * d, h2))
        self.up2_1 = up(2 * d)
        self.decoder_level1 = level(0, lambda: block(2 * d, h1))
        self.refinement = nn.Sequential(*[block(2 * d, h1) for _ in range(config["refinement"])])
        self.output = conv(2 * d, picture, 3)

    def enter(self, image):
        return self.patch_embed(F.pixel_unshuffle(image, 2) if self.half else image)

    def leave(self, x, image):
        x = self.output(self.refinement(x))
        return image + (F.pixel_shuffle(x, 2) if self.half else x)


class DyNet(Network):
    """Each level's one block runs as often as `reuse` says."""

    def __init__(self, config):
        super().__init__(config, lambda _, block: block())

    def forward(self, image, reuse):
        f1, f2, f3, f4 = reuse

        def repeat(block, times, x):
            for _ in range(times):
                x = block(x)
            return x

        e1 = repeat(self.encoder_level1, f1, self.enter(image))
        e2 = repeat(self.encoder_level2, f2, self.down1_2(e1))
        e3 = repeat(self.encoder_level3, f3, self.down2_3(e2))
        z = repeat(self.latent, f4, self.down3_4(e3))
        z = self.reduce_noise_level3(self.noise_level3(torch.cat([z, self.prompt3(z)], 1)))
        skip = self.noise_level2(torch.cat([e3, self.prompt2(e3)], 1))
        x = torch.cat([self.up4_3(z), self.reduce_noise_level2(skip)], 1)
        x = repeat(self.decoder_level3, f3, self.reduce_chan_level3(x))
        skip = self.noise_level1(torch.cat([e2, self.prompt1(e2)], 1))
        x = torch.cat([self.up3_2(x), self.reduce_noise_level1(skip)], 1)
        x = repeat(self.decoder_level2, f2, self.reduce_chan_level2(x))
        x = repeat(self.decoder_level1, f1, torch.cat([self.up2_1(x), e1], 1))
        return self.leave(x, image)
