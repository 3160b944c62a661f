"""Writes tiny.pth and tiny.ckpt with PyTorch: the tensors of the tiny network in
../weights.rs, tensor number n (in order of name) filled with n / 1000.

    python make_checkpoints.py names.txt      # lines of: name d0,d1,...
"""

import sys

import torch

names = [line.split() for line in open(sys.argv[1])]
state = {
    name: torch.full([int(d) for d in shape.split(",")], n / 1000)
    for n, (name, shape) in enumerate(sorted(names))
}
torch.save(state, "tiny.pth")
# Lightning wraps the state, prefixes the names, and the authors' networks have unused tensors.
unused = {
    f"net.reduce_noise_channel_{i + 1}.weight": torch.zeros(4 << i, (4 << i) + p, 1, 1)
    for i, p in enumerate([4, 4, 8])
}
lightning = {f"net.{name}": tensor for name, tensor in state.items()} | unused
torch.save({"epoch": 1, "global_step": 10, "state_dict": lightning}, "tiny.ckpt")
