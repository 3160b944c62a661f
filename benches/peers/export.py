#!/usr/bin/env python3
"""dynet's graph against PyTorch's export of the same network: full-width DyNet-S at 256x256.

    python3 benches/peers/export.py [--side 256] [--runs 15] [--threads 2] [--python PYTHON]

Makes target/peers-export, a virtual environment with what NEEDS says, draws weights, exports them by
`dynet-export pack` and by torch.onnx.export (both of its ways, where this PyTorch has them), and
prints two tables: ONNX Runtime on each graph, in turns in one process, and tract against ONNX
Runtime on dynet's. Outputs must agree with PyTorch's own before a time is shown. The peers stay in
target/peers-export/graphs. Run it on an idle machine. About PyTorch's wheel see compare.py.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NEEDS = [
    "torch==2.15.0",
    "numpy==2.4.6",
    "safetensors==0.8.0",
    "onnx==1.22.0",
    "onnxscript==0.7.2",
    "onnxruntime==1.31.1",
]
FOLDER = ROOT / "target/peers-export"
WEIGHTS = FOLDER / "full_width.safetensors"
PACK = FOLDER / "pack"
GRAPHS = FOLDER / "graphs"
REUSE = [2, 3, 3, 4]
OPSET = 20
# Both sum in float32, in different orders.
MOST_APART = 1e-3


def load():
    """The network in PyTorch, on dynet's weights."""
    import torch
    from networks import DyNet
    from safetensors import safe_open

    with safe_open(WEIGHTS, "pt") as tensors:
        config = json.loads(tensors.metadata()["dynet.config"])
        state = {name: tensors.get_tensor(name) for name in tensors.keys()}
    network = DyNet(config)
    network.load_state_dict(state, strict=True)

    class Variant(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.network = network

        def forward(self, image):
            return self.network(image, REUSE)

    return Variant().eval()


def peers(network):
    """PyTorch's exports: what it is called, and the file or why there is none."""
    import torch

    GRAPHS.mkdir(parents=True, exist_ok=True)
    sample = torch.rand(1, 3, 64, 96)
    ways = {
        "dynamo": {
            "dynamo": True,
            # The unit of the symbols is 8 pixels: the network halves three times.
            "dynamic_shapes": ({2: 8 * torch.export.Dim("h"), 3: 8 * torch.export.Dim("w")},),
        },
        "tracing": {"dynamo": False, "dynamic_axes": {"image": {2: "h", 3: "w"}}},
    }
    for way, options in ways.items():
        file = GRAPHS / f"s.{way}.onnx"
        names = {"input_names": ["image"], "output_names": ["restored"]}
        try:
            torch.onnx.export(
                network, (sample,), file, opset_version=OPSET, verbose=False, **names, **options
            )
        except Exception as error:  # its own kinds are many
            lines = str(error).strip().splitlines() or [type(error).__name__]
            yield way, None, lines[0][:160]
            continue
        yield way, file, None


def facts(file):
    """Nodes and bytes, the bytes of weights beside it included."""
    import onnx

    graph = onnx.load(file, load_external_data=False).graph
    beside = {
        entry.value
        for tensor in graph.initializer
        for entry in tensor.external_data
        if entry.key == "location"
    }
    size = file.stat().st_size + sum((file.parent / name).stat().st_size for name in beside)
    return len(graph.node), size


def onnx_runtime(options):
    """Times ours and theirs in turns; prints the table."""
    import numpy
    import onnxruntime
    import torch

    network = load()
    graphs = [("dynet", PACK / "s.cpu.onnx")]
    for way, file, reason in peers(network):
        if file is None:
            print(f"PyTorch's {way} export failed: {reason}", file=sys.stderr)
        else:
            graphs.append((f"PyTorch {torch.__version__}, {way}", file))
    picture = numpy.random.default_rng(1).random((1, 3, options.side, options.side), "float32")
    with torch.no_grad():
        expected = network(torch.from_numpy(picture)).numpy()

    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.log_severity_level = 3
    rows = []
    for name, file in graphs:
        session = onnxruntime.InferenceSession(file, settings, ["CPUExecutionProvider"])
        apart = abs(session.run(None, {"image": picture})[0] - expected).max()
        if not apart < MOST_APART:
            sys.exit(f"{name}: not the same network: outputs differ by {apart:.1e}")
        rows.append((name, file, session, apart, []))
    for _ in range(options.runs):
        for *_, session, _, times in rows:
            start = time.perf_counter()
            session.run(None, {"image": picture})
            times.append((time.perf_counter() - start) * 1e3)
    theirs = min(statistics.median(times) for *_, times in rows[1:]) if rows[1:] else None
    print("| graph | nodes | MB with its weights | apart from PyTorch | ms | ratio |")
    print("|---|---|---|---|---|---|")
    for name, file, _, apart, times in rows:
        nodes, size = facts(file)
        median = statistics.median(times)
        ratio = f"{median / theirs:.2f}" if theirs else ""
        print(f"| {name} | {nodes} | {size / 1e6:.1f} | {apart:.0e} | {median:.0f} | {ratio} |")


def environment():
    """The Python that has PyTorch and ONNX."""
    python = FOLDER / "python/bin/python"
    if not (FOLDER / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", FOLDER / "python"], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
        (FOLDER / "ready").touch()
    return python


def build():
    """The programs; built with the whole workspace, as everything here is."""
    wanted = ["full_width", "engines", "dynet-export"]
    words = ["cargo", "build", "--release", "--workspace", "--bins"]
    words += [word for name in wanted[:2] for word in ("--example", name)]
    output = subprocess.run(
        [*words, "--message-format=json"], cwd=ROOT, check=True, stdout=subprocess.PIPE
    ).stdout
    messages = (json.loads(line) for line in output.splitlines())
    programs = {m["target"]["name"]: m["executable"] for m in messages if m.get("executable")}
    return [programs[name] for name in wanted]


def tract(engines, options):
    """tract against ONNX Runtime on dynet's graph, one thread each."""
    words = [engines, PACK, "s", options.side, options.runs, 1]
    output = subprocess.run([str(w) for w in words], check=True, stdout=subprocess.PIPE).stdout
    rows = [json.loads(line) for line in output.splitlines()]
    print("\n| engine, 1 thread | ms | ratio |\n|---|---|---|")
    for row in rows:
        print(f"| {row['engine']} | {row['ms']:.0f} | {row['ms'] / rows[-1]['ms']:.2f} |")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--side", type=int, default=256, help="of the picture, in pixels")
    parser.add_argument("--runs", type=int, default=15, help="timed runs; the median counts")
    parser.add_argument("--threads", type=int, default=2, help="of ONNX Runtime in the first table")
    parser.add_argument("--python", help="a Python that has what NEEDS says")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        onnx_runtime(options)
        return

    FOLDER.mkdir(parents=True, exist_ok=True)
    python = options.python or environment()
    full_width, engines, export = build()
    subprocess.run([full_width, WEIGHTS], check=True)
    variant = ["--variant", "s=" + ",".join(map(str, REUSE))]
    words = [export, "pack", "--weights", WEIGHTS, *variant, "-o", PACK]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    words = [python, "-B", __file__, "--worker", "--side", options.side, "--runs", options.runs]
    words += ["--threads", options.threads]
    subprocess.run([str(word) for word in words], check=True)
    sys.stdout.flush()
    tract(engines, options)


if __name__ == "__main__":
    main()
