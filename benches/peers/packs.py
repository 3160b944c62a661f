"""What export.py and run.py time: every network with fresh weights, as a pack and in PyTorch.

All of it lies in target/peers-export, a folder a network.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "target/peers-export"
NEEDS = [
    "torch==2.15.0",
    "torchvision==0.29.2",
    "numpy==2.4.6",
    "safetensors==0.8.0",
    "onnx==1.22.0",
    "onnxscript==0.7.2",
    "onnxruntime==1.31.1",
]
# A DyNet's depth: S.
REUSE = [2, 3, 3, 4]
# What full_width calls each network.
NETWORKS = {
    "dynet": "paper",
    "promptir": "promptir",
    "restormer": "restormer",
    "nafnet": "nafnet",
    "nafnet-local": "nafnet",
    "maxim": "maxim",
    "origin-conv": "origin-conv",
    "airnet": "airnet",
    "constyle-conv": "constyle-conv",
    "constyle-nafnet": "constyle-nafnet",
    "constyle-restormer": "constyle-restormer",
    "constyle-maxim": "constyle-maxim",
}


def environment():
    """The Python that has what NEEDS says."""
    python = FOLDER / "python/bin/python"
    ready = FOLDER / "ready"
    wanted = "\n".join(NEEDS)
    if not ready.exists() or ready.read_text() != wanted:
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", FOLDER / "python"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
        ready.write_text(wanted)
    return python


def programs(folder=None):
    """The programs by name: those in `folder`, or built with the whole workspace, as everything here is."""
    if folder:
        return {file.name: file for file in Path(folder).resolve().iterdir()}
    words = ["cargo", "build", "--release", "--workspace", "--bins"]
    words += [word for name in ("full_width", "engines") for word in ("--example", name)]
    output = subprocess.run(
        [*words, "--message-format=json"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    messages = (json.loads(line) for line in output.splitlines())
    return {m["target"]["name"]: m["executable"] for m in messages if m.get("executable")}


def weights(network):
    return FOLDER / network / "full_width.safetensors"


def pack(network):
    return FOLDER / network / "pack"


def make(network, found, side, targets="cpu"):
    """Writes a network's weights and its pack, both anew."""
    file = weights(network)
    file.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([found["full_width"], file, NETWORKS[network]], check=True)
    if network == "nafnet-local":
        localise(file, side // 2)
    words = [found["dynet-export"], "pack", "--weights", file, "-o", pack(network)]
    words += ["--target", targets, "--engine", "ort"]
    if network == "dynet":
        words += ["--variant", "s=" + ",".join(map(str, REUSE))]
    subprocess.run([str(word) for word in words], check=True, stdout=subprocess.DEVNULL)


def localise(file, patch):
    """Makes a NAFNet take its means over windows, as if patches of that side had trained it."""
    data = file.read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:begin])
    config = json.loads(header["__metadata__"]["dynet.config"]) | {"local_pooling": patch}
    header["__metadata__"]["dynet.config"] = json.dumps(config)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(len(text).to_bytes(8, "little") + text + data[begin:])


def load(network):
    """The network in PyTorch, a DyNet as its S; on the weights of `make`."""
    import networks
    import torch

    loaded = networks.load(weights(network))
    if network != "dynet":
        return loaded

    class Variant(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.network = loaded

        def forward(self, image):
            return self.network(image, REUSE)

    return Variant().eval()
