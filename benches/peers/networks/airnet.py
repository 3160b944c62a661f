"""AirNet: an encoder maps the degradation, and the map steers a restorer's deformable convolutions.

These are torchvision's, which only this network needs.
"""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import conv

SLOPE = 0.1


class ResBlock(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()

        def beside(kernel):
            return [conv(inputs, outputs, kernel, stride), nn.BatchNorm2d(outputs)]

        second = [conv(outputs, outputs, 3), nn.BatchNorm2d(outputs)]
        self.backbone = nn.Sequential(*beside(3), nn.LeakyReLU(SLOPE), *second)
        self.shortcut = nn.Sequential(*beside(1))

    def forward(self, x):
        return F.leaky_relu(self.backbone(x) + self.shortcut(x), SLOPE)


class Encoder(nn.Module):
    """The map; the rest serves training, but its weights are in every checkpoint."""

    def __init__(self, f):
        super().__init__()
        self.E_pre = ResBlock(3, f)
        deep = [ResBlock(f, 2 * f, 2), ResBlock(2 * f, 4 * f, 2)]
        self.E = nn.Sequential(*deep, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        linear = [nn.Linear(4 * f, 4 * f) for _ in range(2)]
        self.mlp = nn.Sequential(linear[0], nn.LeakyReLU(SLOPE), linear[1])

    def forward(self, image):
        return self.E_pre(image)


class DeformConv(nn.Module):
    """A 3x3 convolution whose taps are moved and weighed at each pixel."""

    def __init__(self, f):
        super().__init__()
        self.weight = conv(f, f, 3).weight
        self.conv_offset_mask = conv(2 * f, 27, 3, bias=True)

    def forward(self, x, inter):
        from torchvision.ops import deform_conv2d

        offsets, mask = self.conv_offset_mask(torch.cat([x, inter], 1)).split([18, 9], dim=1)
        return deform_conv2d(x, offsets, self.weight, padding=1, mask=mask.sigmoid())


class Transform(nn.Module):
    """A scale and a shift at each pixel."""

    def __init__(self, f):
        super().__init__()

        def make():
            return nn.Sequential(conv(f, f, 1), nn.LeakyReLU(SLOPE), conv(f, f, 1))

        self.conv_gamma, self.conv_beta = make(), make()

    def forward(self, x, inter):
        return x * self.conv_gamma(inter) + self.conv_beta(inter)


class Guided(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.dcn, self.sft = DeformConv(f), Transform(f)

    def forward(self, x, inter):
        return x + self.dcn(x, inter) + self.sft(x, inter)


class Block(nn.Module):
    def __init__(self, f):
        super().__init__()
        self.dgm1, self.dgm2 = Guided(f), Guided(f)
        self.conv1, self.conv2 = conv(f, f, 3, bias=True), conv(f, f, 3, bias=True)

    def forward(self, x, inter):
        y = F.leaky_relu(self.dgm1(x, inter), SLOPE)
        y = F.leaky_relu(self.conv1(y), SLOPE)
        y = F.leaky_relu(self.dgm2(y, inter), SLOPE)
        return self.conv2(y) + x


class Group(nn.Module):
    """Parts that the map steers and a convolution, beside which the input passes on."""

    def __init__(self, parts, f):
        super().__init__()
        self.body = nn.ModuleList([*parts, conv(f, f, 3, bias=True)])

    def forward(self, x, inter):
        *parts, last = self.body
        y = x
        for part in parts:
            y = part(y, inter)
        return last(y) + x


class Restorer(Group):
    """Groups within a group, between two convolutions."""

    def __init__(self, config):
        f, blocks = config["features"], range(config["blocks"])
        super().__init__([Group([Block(f) for _ in blocks], f) for _ in range(config["groups"])], f)
        self.head = nn.Sequential(conv(3, f, 3, bias=True))
        self.tail = nn.Sequential(conv(f, 3, 3, bias=True))

    def forward(self, image, inter):
        return self.tail(super().forward(self.head(image), inter))


class AirNet(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.R = Restorer(config)
        # The authors' wrapping, for the names' sake.
        self.E = nn.ModuleDict({"E": nn.ModuleDict({"encoder_q": Encoder(config["features"])})})

    def forward(self, image):
        return self.R(image, self.E["E"]["encoder_q"](image))
