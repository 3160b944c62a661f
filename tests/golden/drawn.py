"""How the `make.py` here draw the weights of small networks; importing it makes `networks` of
../../benches/peers known."""

import sys
from pathlib import Path

import torch
from safetensors.torch import save_file

sys.path.insert(0, str(Path(__file__).parent / "../../benches/peers"))


def tensors(layer):
    """A layer's own weights, without those of its parts."""
    own = [*layer.named_parameters(recurse=False), *layer.named_buffers(recurse=False)]
    return {name: tensor for name, tensor in own if tensor.dim()}


def draw(network, run, order=None):
    """Draws all weights anew, so that none stays at a one or zero that would hide a mistake: layer by
    layer as `run()` finishes them, and within a layer as `order` says for its kind."""
    layers = []
    owners = [layer for layer in network.modules() if tensors(layer)]
    hooks = [o.register_forward_hook(lambda layer, *_: layers.append(layer)) for o in owners]
    run()
    for hook in hooks:
        hook.remove()
    assert {*layers} == {*owners}, "a layer has not run"
    for layer in dict.fromkeys(layers):
        own = tensors(layer)
        for name in (order or {}).get(type(layer), own):
            if name not in own:
                continue
            tensor = own[name]
            scales = tensor.dim() == 1 and name in ("gamma", "weight", "running_var")
            fan = 4 if tensor.dim() == 1 else tensor[0].numel()
            drawn = torch.empty_like(tensor).uniform_(-1, 1)
            tensor.copy_(float(scales) + drawn / fan**0.5)


def save(file, network, image, output):
    """Weights, input and output, as Golden in ../../models/tests reads them."""
    state = network.state_dict()
    found = {f"w.{name}": tensor for name, tensor in state.items() if tensor.dim()}
    save_file(found | {"in.x": image, "out.y": output.contiguous()}, file)
