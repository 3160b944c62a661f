"""ConStyle: an encoder that prompts a restorer, and the topology that its restorers share."""

import torch
from torch import nn
from torch.nn import functional as F

from .blocks import conv, double, halve


def leaky(inputs, outputs, stride=1):
    return nn.Sequential(conv(inputs, outputs, 3, stride), nn.LeakyReLU(0.1))


class Encoder(nn.Module):
    """Three features, and what is wrong with the picture as a few numbers, the latent."""

    def __init__(self, config):
        super().__init__()
        w = config["width"]

        def mlp(inputs):
            return nn.Sequential(nn.Linear(inputs, 8 * w), nn.BatchNorm1d(8 * w), nn.GELU())

        def stage(inputs, hidden, outputs):
            return [leaky(inputs, hidden), leaky(hidden, outputs, 2)]

        self.stage1 = nn.Sequential(leaky(3, w), *stage(w, w, 2 * w))
        self.stage2 = nn.Sequential(*stage(2 * w, 2 * w, 4 * w))
        self.stage3 = nn.Sequential(*stage(4 * w, 8 * w, 8 * w))
        self.stage4 = nn.Sequential(*stage(8 * w, 16 * w, 16 * w))
        self.mlp1, self.mlp2 = mlp(16 * w), mlp(8 * w)

    def features(self, image):
        half = self.stage1(image)
        quarter = self.stage2(half)
        return half, quarter, self.stage3(quarter)

    def latent(self, eighth):
        return self.mlp2(self.mlp1(self.stage4(eighth).mean((2, 3))))


class Prompted(nn.Module):
    """A restorer with its prompter."""

    def __init__(self, prompter, dim, slopes):
        super().__init__()
        # The authors' wrapping, for the names' sake.
        self.ConStyle = nn.ModuleDict({"encoder_q": Encoder(prompter)})
        self.mlp = nn.Sequential(nn.Linear(8 * prompter["width"], 4 * dim))
        self.local_fusion = conv(8 * dim, 3 * dim, 1)
        for i in range(3):
            slope = nn.PReLU(dim) if slopes else nn.LeakyReLU(0.1)
            affine = nn.Sequential(conv(2 ** (i + 1) * prompter["width"], dim, 1), slope)
            self.add_module(f"AffineTransform{i}", affine)

    def prompter(self, photo):
        """The latent of a photo."""
        encoder = self.ConStyle["encoder_q"]
        return encoder.latent(encoder.features(photo)[2])

    def forward(self, image, latent=None):
        """`latent` is that of the photo which the picture is of; its own unless given."""
        encoder = self.ConStyle["encoder_q"]
        features = encoder.features(image)
        latent = encoder.latent(features[2]) if latent is None else latent
        affine = [self.AffineTransform0, self.AffineTransform1, self.AffineTransform2]
        return self.restore(image, [f(x) for f, x in zip(affine, features)], latent)

    def fuse(self, x, latent):
        weighed = x * self.mlp(latent)[:, :, None, None]
        return self.local_fusion(torch.cat([x, weighed], 1))


class Down(nn.Module):
    """Halves the resolution and puts a feature of the prompter beside the result."""

    def __init__(self, channels):
        super().__init__()
        self.down = halve(channels, channels)

    def forward(self, x, feature):
        return torch.cat([self.down(x), feature], 1)


class Up(nn.Module):
    """Doubles the resolution, puts a skip beside the result and mixes both."""

    def __init__(self, inputs, skip, outputs):
        super().__init__()
        self.up = double(inputs, inputs)
        self.down = conv(inputs + skip, outputs, 1)

    def forward(self, x, skip):
        return self.down(torch.cat([self.up(x), skip], 1))


class Guided(Prompted):
    """Of any blocks: `level(i, channels)` makes those of place `i`, from the picture to the picture."""

    def __init__(self, config, head, level, last, slopes):
        d = config["dim"]
        super().__init__(config["prompter"], d, slopes)
        self.Preprocess_Module = head
        self.Process_Module_l1 = level(0, d)
        self.DC1 = Down(d)
        self.Process_Module_l2 = level(1, 2 * d)
        self.DC2 = Down(2 * d)
        self.Process_Module_l3 = level(2, 3 * d)
        self.DC3 = Down(3 * d)
        self.Process_Module_bottom = level(3, 4 * d)
        self.UC3 = Up(3 * d, 3 * d, 4 * d)
        self.Process_Module_r3 = level(4, 4 * d)
        self.UC2 = Up(4 * d, 2 * d, 3 * d)
        self.Process_Module_r2 = level(5, 3 * d)
        self.UC1 = Up(3 * d, d, 2 * d)
        self.Process_Module_r1 = level(6, 2 * d)
        self.Finetune_Module = last

    def restore(self, image, features, latent):
        half, quarter, eighth = features
        l1 = self.Process_Module_l1(self.Preprocess_Module(image))
        l2 = self.Process_Module_l2(self.DC1(l1, half))
        l3 = self.Process_Module_l3(self.DC2(l2, quarter))
        x = self.fuse(self.Process_Module_bottom(self.DC3(l3, eighth)), latent)
        x = self.Process_Module_r3(self.UC3(x, l3))
        x = self.Process_Module_r2(self.UC2(x, l2))
        x = self.Process_Module_r1(self.UC1(x, l1))
        return self.Finetune_Module(x) + image
