# Training runs that each take the same CPU time; read in by the scripts beside it, which set `train` (the program),
# `photos`, `validate`, `out` (a folder) and `budget` (CPU seconds).
#
# A run gets the steps that its budget pays for, by the CPU time (not the clock) of a short run, so that other work on
# the machine favours nobody. Validation is not counted.
trial=12
validation=()
TIMEFORMAT=%U

# Steps of the command that the budget pays for; the first seconds of a run read photos.
steps_for() {
    local short long
    short=$({ time "$@" --steps 2 --checkpoint-every 99 --run "$out/trial" >/dev/null 2>&1; } 2>&1)
    long=$({ time "$@" --steps $((trial + 2)) --checkpoint-every 99 --run "$out/trial" >/dev/null 2>&1; } 2>&1)
    awk -v a="$short" -v b="$long" -v n="$trial" -v s="$budget" 'BEGIN { printf "%d", s * n / (b - a) }'
}

# run NAME COMMAND...: trains into $out/NAME; a run that is there already is left.
run() {
    local name=$1 steps
    shift
    [ ! -f "$out/$name/weights.safetensors" ] || return 0
    steps=$(steps_for "$@")
    "$@" --steps "$steps" --checkpoint-every $((steps / 8 + 1)) --run "$out/$name" "${validation[@]}" >"$out/$name.log" 2>&1
    echo "$name: $steps steps; $(grep '^step' "$out/$name.log" | tail -1)"
}

# finetune NAME NETWORK.json OPTIONS...
finetune() {
    local name=$1 network=$2
    local validation=(--validate "$validate")
    shift 2
    run "$name" "$train" finetune --network "$network" "$@" --photos "$photos"
}
