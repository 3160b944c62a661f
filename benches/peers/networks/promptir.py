"""PromptIR: distinct blocks, and prompts on the way up."""

import torch
from torch import nn

from .dynet import Network


class PromptIR(Network):
    """Each level has `blocks` of its own, and the prompts meet the decoder."""

    def __init__(self, config):
        blocks = config["blocks"]
        super().__init__(
            config["shape"], lambda i, block: nn.Sequential(*[block() for _ in range(blocks[i])])
        )

    def forward(self, image):
        e1 = self.encoder_level1(self.enter(image))
        e2 = self.encoder_level2(self.down1_2(e1))
        e3 = self.encoder_level3(self.down2_3(e2))
        z = self.latent(self.down3_4(e3))
        z = self.reduce_noise_level3(self.noise_level3(torch.cat([z, self.prompt3(z)], 1)))
        x = self.decoder_level3(self.reduce_chan_level3(torch.cat([self.up4_3(z), e3], 1)))
        x = self.reduce_noise_level2(self.noise_level2(torch.cat([x, self.prompt2(x)], 1)))
        x = self.decoder_level2(self.reduce_chan_level2(torch.cat([self.up3_2(x), e2], 1)))
        x = self.reduce_noise_level1(self.noise_level1(torch.cat([x, self.prompt1(x)], 1)))
        x = self.decoder_level1(torch.cat([self.up2_1(x), e1], 1))
        return self.leave(x, image)
