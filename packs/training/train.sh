#!/usr/bin/env bash
# Continues the training of the photo network from the newest weights, at low priority beside other work:
#
#     packs/training/train.sh OPEN_PHOTOS RUN_FOLDER [OPTIONS of dynet-train finetune]
#
# RECIPE=photo-levels trains its level estimator instead, which the recipe `photo` leaves as it is.
#
# OPEN_PHOTOS is what packs/photos/fetch-photos.sh writes. A run folder that exists is resumed; a new one
# begins with photo.safetensors beside this script, or with random weights while there is no such file. It can be
# stopped at any moment (Ctrl-C, kill): a checkpoint is written every 250 steps, and the averaged weights of
# the newest are RUN_FOLDER/checkpoint-*/ema.safetensors. LOG.md says how to take them over.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ $# -ge 2 ] || { echo "usage: $0 OPEN_PHOTOS RUN_FOLDER [OPTIONS]" >&2; exit 2; }
photos=$1 run=$2
shift 2
train=${TRAIN:-$here/../../target/release/dynet-train}

# Linux shares the processor between sessions first, and only within a session by niceness.
if [ -w /proc/self/autogroup ]; then
    echo 19 >/proc/self/autogroup
fi
renice -n 19 $$ >/dev/null

begin=()
if [ -d "$run" ]; then
    begin=(--resume)
elif [ -f "$here/photo.safetensors" ]; then
    begin=(--start "$here/photo.safetensors")
fi
exec "$train" finetune --recipe "${RECIPE:-photo}" --photos "$photos/train" --validate "$photos/val" \
    --run "$run" "${begin[@]}" "$@"
