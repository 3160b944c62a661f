#!/usr/bin/env python3
"""Our graphs against PyTorch's own export of the same network, on ONNX Runtime's CPU provider.

    cargo run --release --workspace --example targets -- target/graphs
    python3 benches/peers/exports.py target/graphs [--size 256] [--threads 2] [--runs 7]

The first command writes the full-width network with random weights for every target (or a network
of your own: give its .safetensors); this one exports it with torch.onnx.export, runs all graphs in
turn, and prints a table. Outputs must agree before a time is shown. Times are the least of the
runs: of the clock, and of the processor, which bears other programs on the machine better. Makes
target/peers-onnx, a virtual environment; `--python` takes one that has all of it.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEEDS = [
    "torch==2.15.0", "onnx==1.22.0", "onnxscript==0.7.2", "onnxruntime==1.31.1",
    "numpy==2.4.6", "safetensors==0.8.0",
]  # fmt: skip
REUSE = {"s": [2, 3, 3, 4], "l": [4, 6, 6, 8]}


def export(folder, variant):
    """torch.onnx.export of the network, for any size, as PyTorch's manual does it."""
    import torch
    from networks import DyNet
    from safetensors import safe_open

    file = folder / f"{variant}.pytorch.onnx"
    if file.exists():
        return file
    with safe_open(folder / "network.safetensors", "pt") as tensors:
        config = json.loads(tensors.metadata()["dynet.config"])
        state = {name: tensors.get_tensor(name) for name in tensors.keys()}
    network = DyNet(config)
    network.load_state_dict(state, strict=True)

    class Variant(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.network = network

        def forward(self, image):
            return self.network(image, REUSE[variant])

    multiple = 16 if config.get("stem") == "half" else 8
    sides = {
        axis: multiple * torch.export.Dim(name, min=2, max=256)
        for axis, name in ((2, "height"), (3, "width"))
    }
    torch.onnx.export(
        Variant().eval(), (torch.rand(1, 3, 256, 256),), file, dynamic_shapes=(sides,),
        dynamo=True, external_data=True, verbose=False,
    )  # fmt: skip
    return file


def race(options):
    import numpy
    import onnxruntime

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    # Threads that spin while they wait would be counted as work.
    settings.add_session_config_entry("session.intra_op.allow_spinning", "0")
    image = numpy.random.default_rng(1).random((1, 3, options.size, options.size), "float32")
    names = ["pytorch", *options.graphs]
    print(f"| variant | graph | ms | processor ms | of PyTorch's | difference |")
    print("|---|---|---|---|---|---|")
    for variant in options.variants:
        export(options.folder, variant)
        sessions = {}
        for name in names:
            path = options.folder / f"{variant}.{name}.onnx"
            sessions[name] = onnxruntime.InferenceSession(
                path, settings, providers=["CPUExecutionProvider"]
            )
        def run(session):
            return session.run(None, {session.get_inputs()[0].name: image})[0]

        outputs = {name: run(session) for name, session in sessions.items()}
        times = {name: ([], []) for name in names}
        for _ in range(options.runs):
            for name, session in sessions.items():
                start = time.perf_counter(), time.process_time()
                run(session)
                times[name][0].append((time.perf_counter() - start[0]) * 1e3)
                times[name][1].append((time.process_time() - start[1]) * 1e3)
        for name in names:
            apart = abs(outputs[name] - outputs["pytorch"]).max()
            if apart > 1e-2:
                sys.exit(f"{variant}.{name} is another network: outputs differ by {apart:.1e}")
            clock, processor = (min(kind) for kind in times[name])
            ratio = processor / min(times["pytorch"][1])
            print(
                f"| {variant} | {name} | {clock:.0f} | {processor:.0f} | {ratio:.2f} "
                f"| {apart:.1e} |",
                flush=True,
            )


def environment():
    """The Python that has all that is needed."""
    folder = ROOT / "target/peers-onnx"
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
        (folder / "ready").touch()
    return python


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--graphs", nargs="+", default=["plain", "cpu.fp32"])
    parser.add_argument("--variants", nargs="+", default=["s"])
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--python", help="a Python with PyTorch, onnxscript and ONNX Runtime")
    options = parser.parse_args()
    if os.environ.get("EXPORTS_WORKER"):
        return race(options)
    words = [options.python or environment(), "-B", *sys.argv]
    worker = {"EXPORTS_WORKER": "1", "OMP_NUM_THREADS": str(options.threads)}
    sys.exit(subprocess.run(words, env=os.environ | worker).returncode)


if __name__ == "__main__":
    main()
