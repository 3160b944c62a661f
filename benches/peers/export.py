#!/usr/bin/env python3
"""dynet's graphs against PyTorch's exports of the same networks: full width, at 256x256.

    python3 benches/peers/export.py [NETWORK ...] [--runs 5] [--threads 2] [--python PYTHON]
        [--programs FOLDER] [--tract]

Of every network, unless some are named: makes target/peers-export, a virtual environment with what
packs.NEEDS says, draws weights, exports them by `dynet-export pack` and by torch.onnx.export (both of
its ways, where they can), and times ONNX Runtime on each graph, in turns in one process. Outputs must
agree with PyTorch's own before a time is shown: to a ten-thousandth, of the largest value where that is
more than 1. The ratio is to the faster of PyTorch's. Run it on an idle machine; all of it takes a quarter
of an hour on two cores.

Graphs are of any size, but of one where dynet's are: MAXIM's at its tile of 256 pixels, and those of
nafnet-local, which is NAFNet with the means over windows that its authors take in whole pictures. The
window is that of patches half as large as the picture.

A network that ConStyle guides is compared in its restorer, which runs for every tile: both sides take
the picture and the photo's latent. The prompter, which runs once a photo, must agree, but is not timed.

`--tract` times tract against ONNX Runtime on dynet's graphs too, one thread each, where both take any size.
`--programs` takes ready programs from a folder. About PyTorch's wheel see compare.py.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
import warnings

import graphs
import packs

# Both sum in float32, in different orders.
MOST_APART = 1e-4


def prepare(network, options):
    """The network in PyTorch, its inputs and its output; dynet's graph of it, and what multiples that
    takes, if any size."""
    import numpy
    import torch

    folder = packs.pack(network)
    manifest = json.loads((folder / "pack.json").read_text())
    graph = next(g for g in manifest["variants"][0]["graphs"] if g["target"] == "cpu")
    side = graph.get("size", [options.side])[0]
    multiple = manifest["input"]["multiple"] if manifest["input"]["dynamic"] else None
    module = packs.load(network)
    picture = numpy.random.default_rng(1).random((1, 3, side, side), "float32")
    inputs = (torch.from_numpy(picture),)
    with torch.no_grad():
        if "prompter" in manifest:
            latent = module.prompter(*inputs)
            inputs += (latent,)
            prompter = graphs.session(folder / "prompter.cpu.onnx", options.threads)
            found = prompter.run(None, {"image": picture})[0]
            apart = graphs.apart(found, latent.numpy())
            if not apart < MOST_APART:
                sys.exit(f"{network}: another latent, {apart:.0e} apart")
        return module, inputs, module(*inputs).numpy(), folder / graph["file"], multiple


def worker(network, options):
    """Prints a line of JSON for each graph of a network."""
    import torch

    warnings.filterwarnings("ignore")
    module, inputs, expected, file, multiple = prepare(network, options)
    feed = {name: tensor.numpy() for name, tensor in zip(("image", "latent"), inputs)}
    rows = [{"graph": "dynet", "file": file, "failed": None}]
    for way, file, failed in graphs.exports(network, module, inputs, multiple):
        name = f"PyTorch {torch.__version__}, {way}"
        rows.append({"graph": name, "file": file, "failed": failed})
    sessions = []
    for row in rows:
        row["times"], file = [], row.pop("file")
        if row["failed"]:
            continue
        try:
            session = graphs.session(file, options.threads)
            apart = graphs.apart(session.run(None, feed)[0], expected)
        except Exception as error:  # its own kinds are many
            row["failed"] = graphs.reason(error)
            continue
        row |= graphs.facts(file) | {"apart": apart}
        if apart < MOST_APART:
            sessions.append((session, row["times"]))
        else:
            row["failed"] = f"another picture, {apart:.0e} apart"
    for _ in range(options.runs):
        for session, times in sessions:
            start = time.perf_counter()
            session.run(None, feed)
            times.append((time.perf_counter() - start) * 1e3)
    for row in rows:
        print(json.dumps(row))


def table(network, python, options):
    """Prints the rows of a worker in a process of its own, and says whether dynet's graph is right."""
    words = [python, "-B", __file__, network, "--worker", "--side", options.side]
    words += ["--runs", options.runs, "--threads", options.threads]
    done = subprocess.run([str(word) for word in words], stdout=subprocess.PIPE)
    # PyTorch prints too.
    rows = [json.loads(line) for line in done.stdout.splitlines() if line.startswith(b"{")]
    if done.returncode or not rows:
        print(f"| {network} | dynet | cannot: the comparison stopped | | | | |", flush=True)
        return False
    ms = [statistics.median(row["times"]) if row["times"] else None for row in rows]
    theirs = min((median for median in ms[1:] if median), default=None)
    for row, median in zip(rows, ms):
        line = f"| {network} | {row['graph']} | "
        if row["failed"]:
            print(line + f"cannot: {row['failed']} | | | | |", flush=True)
            continue
        ratio = f"{median / theirs:.2f}" if theirs else ""
        line += f"{row['nodes']} | {row['bytes'] / 1e6:.1f} | {row['apart']:.0e} | "
        print(line + f"{median:.0f} | {ratio} |", flush=True)
    return not rows[0]["failed"]


def tract(network, engines, options):
    """tract against ONNX Runtime on dynet's graph, one thread each."""
    manifest = json.loads((packs.pack(network) / "pack.json").read_text())
    variant = manifest["variants"][0]
    side = variant["graphs"][0].get("size", [options.side])[0]
    words = [engines, packs.pack(network), variant["name"], side, options.runs, 1]
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True)
    if done.returncode:
        print(done.stderr.strip(), file=sys.stderr)
        print(f"| {network} | tract | cannot | |", flush=True)
        return
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    for row in rows:
        ratio = row["ms"] / rows[-1]["ms"]
        print(f"| {network} | {row['engine']} | {row['ms']:.0f} | {ratio:.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("networks", nargs="*", metavar="NETWORK", help=", ".join(packs.NETWORKS))
    parser.add_argument("--side", type=int, default=256, help="of the picture, in pixels")
    parser.add_argument("--runs", type=int, default=5, help="timed runs; the median counts")
    parser.add_argument("--threads", type=int, default=2, help="of ONNX Runtime in the first table")
    parser.add_argument("--tract", action="store_true", help="also time tract")
    parser.add_argument("--python", help="a Python that has what packs.NEEDS says")
    parser.add_argument("--programs", help="a folder with full_width, engines and dynet-export")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    names = options.networks or [*packs.NETWORKS]
    if unknown := {*names} - {*packs.NETWORKS}:
        parser.error(f"no such network: {', '.join(sorted(unknown))}")
    if options.worker:
        worker(names[0], options)
        return

    python = options.python or packs.environment()
    programs = packs.programs(options.programs)
    print("| network | graph | nodes | MB with its weights | apart from PyTorch | ms | ratio |")
    print("|---|---|---|---|---|---|---|", flush=True)
    wrong = []
    for name in names:
        packs.make(name, programs, options.side)
        if not table(name, python, options):
            wrong.append(name)
    if options.tract:
        print("\n| network | engine, 1 thread | ms | ratio |\n|---|---|---|---|")
        for name in names:
            tract(name, programs["engines"], options)
    if wrong:
        sys.exit(f"dynet's graphs could not be compared: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
