#!/usr/bin/env bash
# Small networks (benches/small/*.json) trained from nothing on the same photos, by the same recipe and for the same
# CPU time, for noise, rain and JPEG. The guided one gets its prompter first, trained for as long as well, and once more
# one that was not trained: what it owes to its prompter's training, and what to its shape alone.
#   benches/race_training.sh PHOTOS VALIDATION_PHOTOS [CPU_SECONDS]
# Prints a table and draws `race.png`; `runs/race/*/metrics.csv` has the figures behind them.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 budget=${3:-600}
out=${OUT:-runs/race}
train=target/release/dynet-train
. benches/same_time.sh

cargo build -q --release --workspace --bin dynet-train --example race_table
mkdir -p "$out"
tasks=noise,rain,jpeg
for name in origin-conv nafnet promptir dynet; do
    finetune $name benches/small/$name.json --tasks $tasks
done
prompt=("$train" prompt --recipe edge-prompt --photos "$photos" --tasks $tasks)
run prompter "${prompt[@]}"
"${prompt[@]}" --steps 1 --run "$out/fresh-prompter" >/dev/null
finetune guided benches/small/constyle-conv.json --tasks $tasks --prompter "$out/prompter/weights.safetensors"
finetune guided-fresh benches/small/constyle-conv.json --tasks $tasks --prompter "$out/fresh-prompter/weights.safetensors"

target/release/examples/race_table "$out/race.png" "plain CNN=$out/origin-conv" NAFNet="$out/nafnet" \
    PromptIR="$out/promptir" DyNet="$out/dynet" "guided=$out/guided" \
    "guided, fresh=$out/guided-fresh"
