#!/usr/bin/env bash
# Ways to train the variants of the shipped shape (`benches/shapes/full-16-few.toml`) together, by Muon, from nothing, each
# for the same CPU time: one variant a step, another for each half of the batch, the sandwich rule, L teaching S, and
# pre-training first for a third of the time.
#   benches/ways.sh PHOTOS VALIDATION_PHOTOS [CPU_SECONDS]
# Prints a table and draws `ways.png` into the runs' folder; each run takes CPU_SECONDS / 2 on two cores.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 whole=${3:-150}
out=${OUT:-runs/ways}
train=target/release/dynet-train
. benches/same_time.sh

cargo build -q --release --workspace --bin dynet-train --example race_table
mkdir -p "$out"
muon='s/^clip = .*/clip = 0.05\nmuon = true/; s/^rate = .*/rate = 4e-3/'
recipe() {
    local name=$1 turns=$2 teach=$3
    { printf 'turns = "%s"\nteach = %s\n' "$turns" "$teach"
        sed "$muon" benches/shapes.toml benches/shapes/full-16-few.toml; } >"$out/$name.toml"
}
way() {
    local name=$1
    recipe "$@"
    shift 3
    validation=(--validate "$validate")
    run "$name" "$train" finetune --recipe "$out/$name.toml" --photos "$photos" "$@"
    runs+=("$name=$out/$name")
}

runs=() budget=$whole
way alternate alternate 0.0
way spread spread 0.0
way sandwich sandwich 0.0
way alternate-teach alternate 0.3
way sandwich-teach sandwich 0.3

recipe masked alternate 0.0
sed -i 's/^stage = .*/stage = "pretrain"/; /^\[mix\]/,/^jpeg/d' "$out/masked.toml"
budget=$((whole / 3)) validation=()
run masked "$train" pretrain --recipe "$out/masked.toml" --photos "$photos"
budget=$((whole - whole / 3))
way pretrained alternate 0.0 --start "$out/masked/weights.safetensors"
target/release/examples/race_table "$out/ways.png" "${runs[@]}"
