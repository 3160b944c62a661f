#!/usr/bin/env bash
# AdamW and Muon from nothing, each at several rates and lengths of gradients: as many steps each of the shipped
# shape of DyNet (`benches/shapes/full-16-few.toml`) by the recipe of `benches/shapes.toml`.
#   benches/optimizers.sh PHOTOS VALIDATION_PHOTOS [STEPS]
# Prints a table and draws its curves into the runs' folder; each run takes about a minute on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 steps=${3:-600}
out=${OUT:-runs/optimizers}

cargo build -q --release --workspace --bin dynet-train --example race_table
mkdir -p "$out"
runs=()
while read -r name muon clip rate; do
    sed "s/^clip = .*/clip = $clip\nmuon = $muon/; s/^rate = .*/rate = $rate/" \
        benches/shapes.toml benches/shapes/full-16-few.toml >"$out/$name.toml"
    [ -f "$out/$name/weights.safetensors" ] || target/release/dynet-train finetune --recipe "$out/$name.toml" \
        --photos "$photos" --validate "$validate" --steps "$steps" --checkpoint-every $((steps / 3)) \
        --run "$out/$name" >"$out/$name.log"
    runs+=("$name=$out/$name")
done <<'RUNS'
adamw-clip-0.2-rate-1e-3 false 0.2 1e-3
adamw-clip-0.2-rate-2e-3 false 0.2 2e-3
adamw-clip-0.01-rate-1e-3 false 0.01 1e-3
muon-clip-0.2-rate-1e-3 true 0.2 1e-3
muon-clip-0.2-rate-2e-3 true 0.2 2e-3
muon-clip-0.2-rate-4e-3 true 0.2 4e-3
muon-clip-0.2-rate-8e-3 true 0.2 8e-3
muon-clip-0.05-rate-4e-3 true 0.05 4e-3
muon-clip-0.01-rate-4e-3 true 0.01 4e-3
RUNS
target/release/examples/race_table "$out/optimizers.png" "${runs[@]}"
