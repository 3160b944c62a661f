#!/usr/bin/env bash
# Runs every fuzz target for so many seconds (60 unless given), from the seeds and from what earlier
# runs found: `fuzz/run.sh 600`, or `fuzz/run.sh 600 graph` for one target. Installs what is missing.
# A finding ends the run; its input lies in fuzz/artifacts.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
targets=${2:-manifest pack graph photo}

rustup toolchain list | grep -q '^nightly' || rustup toolchain install nightly --profile minimal
cargo fuzz --version >/dev/null 2>&1 || cargo install cargo-fuzz --locked

photos=runtime/image/tests/reference packs=runtime/testing
for target in $targets; do
    corpus=fuzz/corpus/$target
    mkdir -p "$corpus"
    memory=512 longest=16384
    case $target in
        manifest) seeds="$packs/tiny-pack/pack.json $packs/small-pack/pack.json" ;;
        graph) seeds="fuzz/seeds/graph/* $packs/tiny-pack/s.cpu.onnx" ;;
        pack) seeds="fuzz/seeds/pack/*" ;;
        # A few bytes may say a picture of 200 megapixels, which is allowed.
        photo) seeds="$photos/*.jpg $photos/*.png $photos/*.webp $photos/*.tif" memory=6144 longest=4096 ;;
    esac
    for seed in $seeds; do
        cp "$seed" "$corpus/seed-${seed//\//-}"
    done
    printf '\n== %s\n' "$target"
    cargo +nightly fuzz run --fuzz-dir fuzz "$target" "$corpus" -- \
        -max_total_time="$seconds" -max_len="$longest" -timeout=20 -rss_limit_mb="$memory" -print_final_stats=1
done
