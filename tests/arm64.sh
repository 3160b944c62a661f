#!/usr/bin/env bash
# Cross-builds dynet and libdynet for arm64 Linux and runs them, their tests and the C example in
# qemu's user mode: with glibc, where ONNX Runtime is loaded, and with musl, where tract is alone.
#
#     tests/arm64.sh
#
# For Debian and Ubuntu on x86-64; installs what is missing. docs/src/guides/arm64.md has the recipe for a device.
# The host's result to compare with comes from the program in the release folder, built when missing.
#
# CARGO_TARGET_DIR   where Cargo builds [target in the repository]
set -euo pipefail
cd "$(dirname "$0")/.."
. android/native/tools.sh
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
work=$CARGO_TARGET_DIR/arm64
mkdir -p "$work"
say() { printf -- '-- %s (%ss)\n' "$1" "$SECONDS"; }

arm64_tools "$work/root"
qemu=(qemu-aarch64-static -L "$work/root")
gnu=aarch64-unknown-linux-gnu
musl=aarch64-unknown-linux-musl
for target in $gnu $musl; do
    [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || rustup -q target add "$target"
    upper=${target^^}
    # The same compiler assembles tract's kernels for both; Rust's own linker and musl for the second.
    export "CC_${target//-/_}=aarch64-linux-gnu-gcc"
    export "CARGO_TARGET_${upper//-/_}_RUNNER=${qemu[*]}"
done
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_MUSL_LINKER=rust-lld

# Tests that start the program are not here: a program in qemu can start another for the same
# processor only where the kernel knows qemu.
say "glibc: build"
cargo build -q --release --target $gnu -p dynet-cli -p dynet-library
say "glibc: ONNX Runtime, fetched by the program itself"
XDG_CACHE_HOME=$work/cache "${qemu[@]}" "$CARGO_TARGET_DIR/$gnu/release/dynet" setup-ort
say "glibc: tests"
XDG_CACHE_HOME=$work/cache cargo test -q --release --target $gnu -p dynet-engine -p dynet \
    --test it -- ort:: restorer::
say "musl: build"
cargo build -q --release --target $musl -p dynet-cli -p dynet-library --no-default-features \
    --features dynet-cli/default-pack,dynet-cli/tract,dynet-library/tract
say "musl: tests"
cargo test -q --release --target $musl -p dynet-engine -p dynet -p dynet-pack --no-default-features --features tract \
    --lib --test it -- --skip program

say "glibc: libdynet and the C example, as on the host"
host=$CARGO_TARGET_DIR/release
[ -e "$host/libdynet.so" ] || cargo build -q --release -p dynet-library
cc -O1 -I bindings/include android/native/smoke.c -o "$work/smoke-host" -ldl -lm
aarch64-linux-gnu-gcc -O1 -I bindings/include android/native/smoke.c -o "$work/smoke" -ldl -lm
"$work/smoke-host" "$host/libdynet.so" packs/default tract "$work/host.bin"
library=$CARGO_TARGET_DIR/$gnu/release/libdynet.so
for engine in tract ort; do
    XDG_CACHE_HOME=$work/cache "${qemu[@]}" "$work/smoke" "$library" packs/default $engine \
        "$work/$engine.bin" "$work/host.bin"
done

# Any bytes are pixels.
{ printf 'P6\n64 64\n255\n' && head -c 12288 Cargo.lock; } >"$work/in.ppm"
example=(-std=c99 -I bindings/include bindings/examples/restore.c)
cc "${example[@]}" -o "$work/restore-host" -L "$host" -ldynet -Wl,-rpath,"$host"
"$work/restore-host" packs/default "$work/in.ppm" "$work/host.ppm" s tract
aarch64-linux-gnu-gcc "${example[@]}" -o "$work/restore-shared" "$library" -Wl,-rpath,"$(dirname "$library")"
aarch64-linux-gnu-gcc "${example[@]}" -o "$work/restore-static" "${library%.so}.a" \
    -lpthread -ldl -lm -Wl,-z,noexecstack
for kind in shared static; do
    "${qemu[@]}" "$work/restore-$kind" packs/default "$work/in.ppm" "$work/$kind.ppm" s tract
    # Where a value lies between two levels, processors may round differently.
    cmp -l "$work/host.ppm" "$work/$kind.ppm" | while read -r _ one other; do
        apart=$((8#$one - 8#$other))
        ((apart >= -1 && apart <= 1)) || { echo "the pictures differ by $apart levels" >&2; exit 1; }
    done
done

say "musl: the program alone, without any library"
program=$CARGO_TARGET_DIR/$musl/release/dynet
file -b "$program" 2>/dev/null || true
qemu-aarch64-static "$program" restore runtime/image/tests/reference/turned.png -o "$work/turned.png" --variant s --json
ls -l "$program" "$CARGO_TARGET_DIR/$musl/release/libdynet.a" "$library" | awk '{ print $5, $9 }'
say "all passed"
