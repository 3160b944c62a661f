"""The plain CNN that ConStyle's authors guide and compare with."""

from torch import nn

from .blocks import conv, double, halve


def conv_act(inputs, outputs):
    return nn.Sequential(conv(inputs, outputs, 3), nn.PReLU(outputs))


class ConvBlock(nn.Sequential):
    """Two convolutions, beside which the input passes on."""

    def __init__(self, channels):
        super().__init__(conv_act(channels, channels), conv_act(channels, channels))

    def forward(self, x):
        return super().forward(x) + x


class OriginConv(nn.Module):
    def __init__(self, config):
        super().__init__()
        d = config["dim"]
        self.Preprocess_Module = conv_act(3, d)
        self.Process_Module_l1 = ConvBlock(d)
        self.down1 = halve(d, 2 * d)
        self.Process_Module_l2 = ConvBlock(2 * d)
        self.down2 = halve(2 * d, 4 * d)
        self.Process_Module_l3 = ConvBlock(4 * d)
        self.down3 = halve(4 * d, 4 * d)
        self.Process_Module_bottom = ConvBlock(4 * d)
        self.up3 = double(4 * d, 4 * d)
        self.Process_Module_r3 = ConvBlock(4 * d)
        self.up2 = double(4 * d, 2 * d)
        self.Process_Module_r2 = ConvBlock(2 * d)
        self.up1 = double(2 * d, 2 * d)
        self.Process_Module_r1 = ConvBlock(2 * d)
        self.Finetune_Module = nn.Sequential(conv_act(2 * d, d), conv_act(d, 3))

    def forward(self, image):
        x = self.Process_Module_l1(self.Preprocess_Module(image))
        x = self.Process_Module_l2(self.down1(x))
        x = self.Process_Module_l3(self.down2(x))
        x = self.Process_Module_bottom(self.down3(x))
        x = self.Process_Module_r3(self.up3(x))
        x = self.Process_Module_r2(self.up2(x))
        x = self.Process_Module_r1(self.up1(x))
        return self.Finetune_Module(x) + image
