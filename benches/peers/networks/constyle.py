"""The networks that ConStyle guides."""

import torch
from torch import nn

from .blocks import Block, PatchEmbed, conv, double
from .guided import Down, Guided, Prompted
from .maxim_blocks import Bottleneck, CrossGating, UNetBlock
from .maxim_layers import Conv, UpSampleRatio, first, last, resize
from .nafnet import NAFBlock
from .origin_conv import ConvBlock, conv_act


def counts(config):
    """Blocks of each place in the order in which they run."""
    return [*config["left"], config["bottom"], *reversed(config["right"])]


class ConStyleConv(Guided):
    def __init__(self, config):
        d = config["dim"]
        finish = nn.Sequential(conv_act(2 * d, d), conv_act(d, 3))
        super().__init__(config, conv_act(3, d), lambda _, w: ConvBlock(w), finish, slopes=True)


class ConStyleNAFNet(Guided):
    def __init__(self, config):
        d, count = config["dim"], counts(config)

        def level(i, width):
            return nn.Sequential(*[NAFBlock(width) for _ in range(count[i])])

        head, finish = nn.Sequential(conv(3, d, 3)), nn.Sequential(conv(2 * d, 3, 3))
        super().__init__(config, head, level, finish, slopes=False)


class ConStyleRestormer(Guided):
    def __init__(self, config):
        d, count, heads = config["dim"], counts(config), config["heads"]
        shape = (config["ffn_expansion"], config["norm"])

        def level(i, width):
            # Four levels, of which the last is the bottom.
            depth = min(i, 6 - i)
            return nn.Sequential(*[Block(width, heads[depth], *shape) for _ in range(count[i])])

        refine = [Block(2 * d, heads[0], *shape) for _ in range(config["refinement"])]
        finish = nn.Sequential(*refine, conv(2 * d, 3, 3))
        super().__init__(config, PatchEmbed(3, d), level, finish, slopes=True)


class ShuffleUp(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.up = double(channels, channels)

    def forward(self, x):
        return last(self.up(first(x)))


class UpBlock(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.UNetEncoderBlock_0 = UNetBlock(*shape, bias=False)

    def forward(self, x, skips):
        return self.UNetEncoderBlock_0(x, skips)


class ConStyleMaxim(Prompted):
    """MAXIM's blocks in a topology of their own, channels last."""

    def __init__(self, config):
        d, (high, low) = config["features"], config["sides"]
        super().__init__(config["prompter"], d, slopes=False)
        for i in range(3):
            self.add_module(f"stage_input_conv_{i}", Conv(3, d, 3, bias=False))
        self.Process_Module_l1 = UNetBlock(2 * d, d, high, False)
        self.DC1 = Down(d)
        self.Process_Module_l2 = UNetBlock(3 * d, 2 * d, high, False)
        self.DC2 = Down(2 * d)
        self.Process_Module_l3 = UNetBlock(4 * d, 3 * d, low, False)
        self.DC3 = Down(3 * d)
        bottom = [Bottleneck(4 * d, low, False) for _ in range(config["bottom"])]
        self.Process_Module_bottom = nn.Sequential(*bottom)
        for i, (inputs, side) in enumerate([(d, high), (d, high), (3 * d, low)]):
            gate = CrossGating(3 * d, inputs, d, side, False)
            self.add_module(f"cross_gating_block_{i}", gate)
        for i in (1, 4, 7):
            self.add_module(f"UpSampleRatio_{i}", UpSampleRatio(2 * d, d, False))
            self.add_module(f"UpSampleRatio_{i + 1}", UpSampleRatio(3 * d, d, False))
        self.UC3, self.UC2, self.UC1 = ShuffleUp(3 * d), ShuffleUp(3 * d), ShuffleUp(2 * d)
        self.Process_Module_r3 = UpBlock(6 * d, 3 * d, low)
        self.Process_Module_r2 = UpBlock(6 * d, 2 * d, high)
        self.Process_Module_r1 = UpBlock(5 * d, 2 * d, high)
        self.Finetune_Module = nn.Sequential(Conv(2 * d, 3, 3, bias=False))

    def restore(self, image, features, latent):
        def down(halve, x, feature):
            return last(halve(first(x), feature))

        half, quarter, eighth = features
        picture = last(image)
        x = self.stage_input_conv_0(picture)
        x1 = self.stage_input_conv_1(picture[:, 1::2, 1::2])
        x2 = self.stage_input_conv_2(picture[:, 2::4, 2::4])
        l1 = self.Process_Module_l1(x, x)
        l2 = self.Process_Module_l2(down(self.DC1, l1, half), x1)
        l3 = self.Process_Module_l3(down(self.DC2, l2, quarter), x2)
        x = self.Process_Module_bottom(down(self.DC3, l3, eighth))
        x = last(self.fuse(first(x), latent))

        sizes = [y.shape[1:3] for y in (l1, l2, l3)]
        y, gated = x, []
        for place, i in enumerate((2, 1, 0)):
            second, third = (self.get_submodule(f"UpSampleRatio_{3 * place + n}") for n in (1, 2))
            signal = [resize(l1, sizes[i]), second(l2, sizes[i]), third(l3, sizes[i])]
            gate = self.get_submodule(f"cross_gating_block_{i}")
            skip, y = gate(torch.cat(signal, -1), y)
            gated.append(skip)
        up = [
            (self.UC3, self.Process_Module_r3),
            (self.UC2, self.Process_Module_r2),
            (self.UC1, self.Process_Module_r1),
        ]
        for (double_it, block), i in zip(up, (2, 1, 0)):
            skips = torch.cat([resize(skip, sizes[i]) for skip in gated], -1)
            x = block(double_it(x), skips)
        return first(self.Finetune_Module(x) + picture)
