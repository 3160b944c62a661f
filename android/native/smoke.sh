#!/usr/bin/env bash
# Runs the library that build.sh made, the very file that goes into the AAR, in qemu's user mode: opens a
# pack, restores a tile on each engine, and compares with the host within 0.001.
#
#     android/native/smoke.sh
#
# There is no Android in it. The library runs in an arm64 program linked with glibc; bionic.c stands in for
# Android's C library where glibc differs. ONNX Runtime is the one for arm64 Linux, fetched with pip.
#
# CARGO_TARGET_DIR   where Cargo builds; release/libdynet.so there is the host's [target in the repository]
set -euo pipefail
cd "$(dirname "$0")/../.."
. android/native/tools.sh
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
native=$PWD/android/target/native
work=$native/smoke
library=$native/arm64-v8a/libdynet.so
mkdir -p "$work"
[ -e "$library" ] || android/native/build.sh

arm64_tools "$work/root"
arm64() { qemu-aarch64-static -L "$work/root" -E LD_LIBRARY_PATH="$work" "$@"; }

cross=(aarch64-linux-gnu-gcc -O1 -Wall -Wextra -Werror)
"${cross[@]}" -fPIC -shared -Wl,-soname,libc.so android/native/bionic.c -o "$work/libc.so"
# The rest of Android's libraries is in that one and in glibc's libm.
for name in libm libdl liblog; do
    "${cross[@]}" -shared -Wl,--no-as-needed -Wl,-soname,$name.so "$work/libc.so" -lm -o "$work/$name.so"
done
"${cross[@]}" -I bindings/include android/native/smoke.c -o "$work/smoke" -ldl -lm
cc -O1 -I bindings/include android/native/smoke.c -o "$work/smoke-host" -ldl -lm

link_flags "$native/parts" libunwinds.so
rustc --edition 2024 -O --target aarch64-linux-android --crate-type cdylib "${link[@]}" \
    android/native/unwind.rs -o "$work/libunwinds.so"
arm64 "$work/smoke" "$work/libunwinds.so"

[ -e "$CARGO_TARGET_DIR/release/libdynet.so" ] || cargo build -q --release -p dynet-library
"$work/smoke-host" "$CARGO_TARGET_DIR/release/libdynet.so" packs/default tract "$work/host.bin"
echo "libdynet.so for Android, $(stat -c %s "$library") bytes:"
arm64 "$work/smoke" "$library" packs/default tract "$work/tract.bin" "$work/host.bin"

version=$(sed -n 's/^pub const VERSION: &str = "\(.*\)";/\1/p' runtime/engine/src/library.rs)
runtime=$work/onnxruntime/capi/libonnxruntime.so.$version
if [ ! -e "$runtime" ]; then
    python3 -m pip download -q --no-deps --only-binary=:all: --platform manylinux_2_28_aarch64 \
        --python-version 3.11 -d "$work" "onnxruntime==$version"
    python3 -m zipfile -e "$work"/onnxruntime-*.whl "$work"
fi
ORT_DYLIB_PATH=$runtime arm64 "$work/smoke" "$library" packs/default ort "$work/ort.bin" "$work/host.bin"
