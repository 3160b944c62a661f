#!/usr/bin/env python3
"""Writes what `measure.sh` measured into the tables between <!-- eval --> and <!-- /eval -->:

    packs/measure/tables.py default QUALITY.jsonl packs/default/CARD.md docs/src/reference/measured.md
    packs/measure/tables.py mobile MOBILE.jsonl QUALITY.jsonl packs/mobile/CARD.md    # with the default pack's beside it
    packs/measure/tables.py add-on NOISE.jsonl packs/camera-noise/camera-noise.CARD.md
"""

import json
import re
import sys


def read(path):
    with open(path) as lines:
        return [json.loads(line) for line in lines]


def table(head, rows):
    lines = ["| " + " | ".join(map(str, line)) + " |\n" for line in (head, *rows)]
    lines.insert(1, "|---" * len(head) + "|\n")
    return "".join(lines)


def keys(rows):
    """Each set and task once, in the order measured."""
    return list(dict.fromkeys((row["set"], row["task"]) for row in rows))


def default(quality):
    variants = ["s", "m", "l"]
    by = {(r["set"], r["task"], r["variant"]): r for r in quality}
    rows = []
    for key in keys(quality):
        of = [by[(*key, v)] for v in variants]
        psnr = [f"{r['psnr']:.2f}" for r in of]
        ssim = [f"{r['ssim']:.3f}" for r in of]
        first = of[0]
        rows.append([*key, first["images"], f"{first['psnr_in']:.2f}", *psnr, f"{first['ssim_in']:.3f}", *ssim])
    names = [v.upper() for v in variants]
    return table(["set", "task", "images", "PSNR in", *names, "SSIM in", *names], rows)


def mobile(measured, quality):
    by = {(r["set"], r["task"], r["variant"], r["precision"]): r for r in measured}
    by |= {(r["set"], r["task"], r["variant"], "fp32"): r for r in quality}
    rows = []
    for key in keys(measured):
        cells = [by[(*key, v, p)] for v in "sml" for p in ("fp32", "fp16", "int8")]
        first = cells[0]
        rows.append([*key, first["images"], f"{first['psnr_in']:.2f}", *(f"{c['psnr']:.2f}" for c in cells)])
    head = ["set", "task", "images", "input"]
    for v in "SML":
        head += [f"{v} fp32", "fp16", "int8"]
    return table(head, rows)


def add_on(measured):
    by = {(r["set"], r["task"], r["variant"], r["adapter"] is not None): r for r in measured}
    rows = []
    for (set_, task, variant, with_it), row in by.items():
        if not with_it:
            continue
        base = by[(set_, task, variant, False)]
        gain = row["psnr"] - base["psnr"]
        rows.append(
            [set_, task, row["images"], variant, f"{row['psnr_in']:.2f}", f"{base['psnr']:.2f}", f"{row['psnr']:.2f}"]
            + [f"{gain:+.2f}", f"{row['ssim_in']:.3f}", f"{base['ssim']:.3f}", f"{row['ssim']:.3f}"]
        )
    head = ["set", "task", "images", "variant", "input", "without", "with", "gain", "SSIM in", "without", "with"]
    return table(head, rows)


def write(path, text):
    with open(path) as file:
        page = file.read()
    page, found = re.subn(r"<!-- eval -->\n.*?<!-- /eval -->", f"<!-- eval -->\n{text}<!-- /eval -->", page, flags=re.S)
    if found != 1:
        sys.exit(f"{path}: {found} places between <!-- eval --> and <!-- /eval -->, not 1")
    with open(path, "w") as file:
        file.write(page)


def main():
    kind, *rest = sys.argv[1:]
    makers = {"default": (default, 1), "mobile": (mobile, 2), "add-on": (add_on, 1)}
    make, inputs = makers[kind]
    text = make(*map(read, rest[:inputs]))
    print(text, end="")
    for page in rest[inputs:]:
        write(page, text)


main()
