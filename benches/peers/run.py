#!/usr/bin/env python3
"""dynet's runtime against PyTorch and ncnn on the same network and weights: full-width DyNet-S.

    python3 benches/peers/run.py [--side 256] [--runs 9] [--threads 2] [--python PYTHON]
        [--programs FOLDER]

Times `dynet bench` on both of its engines, PyTorch's own forward pass, and ncnn on what pnnx makes of
it, one after another, and prints a table; also how far each is from PyTorch. Everything stays in
target/peers-export, beside what export.py makes. Run it on an idle machine. `--programs` takes ready
programs from a folder. About PyTorch's wheel see compare.py.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time

import packs

NEEDS = ["ncnn==1.0.20261020", "pnnx==20261020"]
NETWORK = "dynet"
NCNN = packs.FOLDER / NETWORK / "ncnn"


def timed(run, runs):
    run()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return statistics.median(times)


def pytorch(network, picture, options):
    import torch

    torch.set_num_threads(options.threads)
    with torch.inference_mode():
        return timed(lambda: network(picture), options.runs)


def ncnn(network, picture, options):
    """Milliseconds, and the result."""
    import ncnn as engine
    import numpy
    import pnnx

    NCNN.mkdir(parents=True, exist_ok=True)
    pnnx.export(network, str(NCNN / "s.pt"), picture)
    net = engine.Net()
    net.opt.num_threads = options.threads
    if net.load_param(str(NCNN / "s.ncnn.param")) or net.load_model(str(NCNN / "s.ncnn.bin")):
        raise RuntimeError("ncnn cannot load what pnnx wrote")

    def run():
        extractor = net.create_extractor()
        extractor.input("in0", engine.Mat(picture[0].numpy()))
        status, result = extractor.extract("out0")
        if status:
            raise RuntimeError(f"ncnn stopped with status {status}")
        return numpy.array(result)

    return timed(run, options.runs), run()


def worker(options):
    """The peers' rows, as JSON lines."""
    import torch

    network = packs.load(NETWORK)
    picture = torch.rand(1, 3, options.side, options.side, generator=torch.Generator().manual_seed(1))
    with torch.inference_mode():
        expected = network(picture).numpy()
    ms = pytorch(network, picture, options)
    print(json.dumps({"engine": f"PyTorch {torch.__version__}", "ms": ms, "apart": 0.0}))
    try:
        ms, result = ncnn(network, picture, options)
        apart = float(abs(result - expected[0]).max())
        print(json.dumps({"engine": "ncnn", "ms": ms, "apart": apart}))
    except Exception as error:  # its own kinds are many
        lines = str(error).strip().splitlines() or [type(error).__name__]
        print(json.dumps({"engine": "ncnn", "failed": lines[0][:160]}))


def bench(program, backend, options):
    words = [program, "bench", packs.pack(NETWORK), "--variant", "s", "--backend", backend, "--json"]
    words += ["--threads", options.threads, "--tile", options.side, "--runs", options.runs]
    output = subprocess.run([str(w) for w in words], check=True, stdout=subprocess.PIPE).stdout
    return json.loads(output)["p50_ms"]


def environment():
    python = packs.environment()
    subprocess.run([python, "-m", "pip", "install", "-q", *NEEDS], check=True)
    return python


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--side", type=int, default=256, help="of the picture, in pixels")
    parser.add_argument("--runs", type=int, default=9, help="timed runs; the median counts")
    parser.add_argument("--threads", type=int, default=2, help="of every engine")
    parser.add_argument("--python", help="a Python that has what NEEDS and packs.NEEDS say")
    parser.add_argument("--programs", help="a folder with full_width, dynet-export and dynet")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        worker(options)
        return

    python = options.python or environment()
    programs = packs.programs(options.programs)
    packs.make(NETWORK, programs, options.side, "cpu,tract")
    rows = [
        {"engine": f"dynet on {name}", "ms": bench(programs["dynet"], backend, options)}
        for backend, name in (("ort", "ONNX Runtime"), ("tract", "tract"))
    ]
    words = [python, "-B", __file__, "--worker", "--side", options.side, "--runs", options.runs]
    words += ["--threads", options.threads]
    output = subprocess.run([str(w) for w in words], check=True, stdout=subprocess.PIPE).stdout
    rows += [json.loads(line) for line in output.splitlines() if line.startswith(b"{")]
    best = rows[0]["ms"]
    print(f"| engine, {options.threads} threads | ms | ratio | apart from PyTorch |")
    print("|---|---|---|---|")
    for row in rows:
        if "failed" in row:
            print(f"| {row['engine']} | failed: {row['failed']} | | |")
            continue
        apart = f"{row['apart']:.0e}" if row.get("apart") else ""
        print(f"| {row['engine']} | {row['ms']:.0f} | {row['ms'] / best:.2f} | {apart} |")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
