#!/usr/bin/env python3
"""dynet's training step against PyTorch's: the edge network, 4 patches of 64x64, S and L.

    python3 benches/peers/compare.py [--steps 20] [--threads 2] [--weights FILE]

Makes target/peers, a virtual environment with PyTorch, and prints a table. Both start from the
same weights, and outputs and losses must agree before a time is shown. Run it on an idle machine:
threads that wait for each other suffer most from others (PyTorch's more than dynet's, which halves
the batch instead). PyTorch's ordinary Linux
wheel brings gigabytes of CUDA libraries along; to leave them out, point pip at PyTorch's index of
CPU wheels (PIP_INDEX_URL) the first time. `--python` takes an environment that has all of it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEEDS = ["torch==2.15.0", "numpy==2.4.6", "safetensors==0.8.0"]
REUSE = {"s": [2, 3, 3, 4], "l": [4, 6, 6, 8]}
RATE = 2e-4
WARM_UP = 3


def memory_mb(what):
    for line in open("/proc/self/status"):
        if line.startswith(what):
            return int(line.split()[1]) / 1e3


def pytorch(file, variant, steps, threads):
    """The steps of ../examples/training_step.rs in PyTorch, from the weights and batch in `file`."""
    import torch
    from networks import DyNet
    from safetensors import safe_open

    torch.set_num_threads(threads)
    with safe_open(file, "pt") as tensors:
        config = json.loads(tensors.metadata()["dynet.config"])
        state = {name: tensors.get_tensor(name) for name in tensors.keys()}
    image, target, output = (state.pop(f"batch.{name}") for name in ("input", "target", "output"))
    network = DyNet(config)
    network.load_state_dict(state, strict=True)
    reuse = REUSE[variant]
    with torch.no_grad():
        difference = (network(image, reuse) - output).abs().max().item()

    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0)

    def step():
        optimizer.zero_grad()
        loss = (network(image, reuse) - target).abs().mean()
        loss.backward()
        optimizer.step()
        return loss.item()

    start_mb = memory_mb("VmRSS:")
    losses = [step() for _ in range(WARM_UP)]
    times = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        times.append((time.perf_counter() - start) * 1e3)
    return {
        "engine": f"PyTorch {torch.__version__}",
        "difference": difference,
        "losses": losses,
        "step_ms": statistics.median(times),
        "start_mb": start_mb,
        "peak_mb": memory_mb("VmHWM:"),
    }


def environment():
    """The Python that has PyTorch."""
    folder = ROOT / "target/peers"
    python = folder / "bin/python"
    if not (folder / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
        (folder / "ready").touch()
    return python


def build():
    """The program that times dynet; built with the whole workspace, as everything here is."""
    words = ["cargo", "build", "--release", "--workspace", "--example", "training_step"]
    output = subprocess.run(
        [*words, "--message-format=json"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    messages = (json.loads(line) for line in output.splitlines())
    programs = [m["executable"] for m in messages if m.get("executable")]
    return next(p for p in programs if "training_step" in p)


def line(words, threads):
    # dynet's threads are rayon's; both see only as many cores as they may use.
    threads = {"RAYON_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
    words = [str(word) for word in words]
    output = subprocess.run(
        words, env=os.environ | threads, check=True, stdout=subprocess.PIPE
    ).stdout
    return json.loads(output)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--steps", type=int, default=20, help="timed steps; the median counts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--weights", help="start from these weights (.safetensors) of dynet-train")
    parser.add_argument("--python", help="a Python with PyTorch and safetensors")
    parser.add_argument("--worker", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        file, variant = options.worker
        print(json.dumps(pytorch(file, variant, options.steps, options.threads)))
        return

    python = options.python or environment()
    program = build()
    print("| variant | engine | step, ms | peak, MB | of it the step's | ratio of ms |")
    print("|---|---|---|---|---|---|")
    for variant in REUSE:
        file = ROOT / f"target/training_step_{variant}.safetensors"
        start = [options.weights] if options.weights else []
        ours = line([program, variant, options.steps, file, *start], options.threads)
        worker = ["--worker", file, variant, "--steps", options.steps]
        words = [python, "-B", __file__, *worker, "--threads", options.threads]
        theirs = line(words, options.threads)

        losses = zip(ours["losses"], theirs["losses"])
        apart = max(abs(a - b) for a, b in losses)
        if theirs["difference"] > 1e-4 or apart > 1e-4:
            sys.exit(
                f"{variant}: not the same step: outputs differ by {theirs['difference']:.1e}, "
                f"losses by {apart:.1e}"
            )
        for row in (ours, theirs):
            print(
                f"| {variant} | {row['engine']} | {row['step_ms']:.0f} | {row['peak_mb']:.0f} "
                f"| {row['peak_mb'] - row['start_mb']:.0f} "
                f"| {row['step_ms'] / theirs['step_ms']:.2f} |",
                flush=True,
            )
        note = f"{variant}: outputs within {theirs['difference']:.1e}, losses within {apart:.1e}"
        print(note, file=sys.stderr)


if __name__ == "__main__":
    main()
