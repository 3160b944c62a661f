#!/usr/bin/env bash
# Small networks (benches/small/*.json) trained from nothing on the same photos, by the same recipe and for the same
# CPU time, for noise, rain and JPEG; the guided one gets its prompter first, trained for as long as well.
#   benches/race_training.sh PHOTOS VALIDATION_PHOTOS [CPU_SECONDS]
# Steps are what that time gives, by the CPU time (not the clock) of a short run, so that other work on the machine
# favours nobody. Prints each network's last figures; `runs/race/*/metrics.csv` has the curves.
set -euo pipefail
cd "$(dirname "$0")/.."
photos=$1 validate=$2 budget=${3:-600}
out=${OUT:-runs/race}
train=${TRAIN:-target/release/dynet-train}
tasks=noise,rain,jpeg
trial=12
mkdir -p "$out"
TIMEFORMAT=%U

# Steps of the command that the budget pays for; the first seconds of a run read photos.
steps_for() {
    local short long
    short=$({ time "$@" --steps 2 --checkpoint-every 99 --run "$out/trial" >/dev/null 2>&1; } 2>&1)
    long=$({ time "$@" --steps $((trial + 2)) --checkpoint-every 99 --run "$out/trial" >/dev/null 2>&1; } 2>&1)
    awk -v a="$short" -v b="$long" -v n=$trial -v s="$budget" 'BEGIN { printf "%d", s * n / (b - a) }'
}

run() {
    local name=$1 steps
    shift
    steps=$(steps_for "$@")
    "$@" --steps "$steps" --checkpoint-every $((steps / 8 + 1)) --run "$out/$name" ${validation:-} >"$out/$name.log" 2>&1
    echo "$name: $steps steps; $(grep '^step' "$out/$name.log" | tail -1)"
}

run prompter "$train" prompt --photos "$photos" --tasks $tasks --width 8 --batch 16 --patch 64 --queue 2048
validation="--validate $validate"
for file in benches/small/*.json; do
    name=$(basename "$file" .json)
    prompter=()
    [ "$name" = constyle-conv ] && prompter=(--prompter "$out/prompter/weights.safetensors")
    run "$name" "$train" finetune --network "$file" "${prompter[@]}" --photos "$photos" --tasks $tasks
done
