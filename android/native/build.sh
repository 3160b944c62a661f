#!/usr/bin/env bash
# Builds libdynet.so for Android on arm64 (arm64-v8a, Android 7 and later), on Debian or Ubuntu and without
# Google's NDK. README.md beside it says how that works, and how to build with an NDK.
#
#     android/native/build.sh
#
# Result: android/target/native/arm64-v8a/libdynet.so, stripped and checked, and beside it
# unstripped.so, which has the functions' names. Installs with apt and rustup what is missing.
#
# CARGO_TARGET_DIR   where Cargo builds [target in the repository]
set -euo pipefail
cd "$(dirname "$0")/../.."
. android/native/tools.sh

target=aarch64-linux-android
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$PWD/target}
out=android/target/native
parts=$PWD/$out/parts
system=(libc libm libdl liblog)
mkdir -p "$parts" "$out/arm64-v8a"

version=$(newest_clang)
rust=$(rustc --print sysroot)/lib/rustlib
linker=("$rust"/*/bin/rust-lld)
# The second one for its libunwind.a alone: Android's comes with the NDK, and Rust ships none.
for name in "$target" aarch64-unknown-linux-musl; do
    [ -d "$rust/$name" ] || rustup -q target add "$name"
done

compile() { "clang-$version" --target=aarch64-linux-android24 -O2 -fPIC -c "$1" -o "$2"; }

compile android/native/start.c "$parts/start.o"
cp "$rust/aarch64-unknown-linux-musl/lib/self-contained/libunwind.a" "$parts"

# Stand-ins for the system's libraries: they hold the allowed names and nothing else, so that the
# linker refuses an import that is not on the list.
for library in "${system[@]}"; do
    awk -v library="$library" 'BEGIN { print ".data" } !/^#/ && $2 == library {
        printf ".globl %s\n.type %s, %s\n%s:\n", $1, $1, ($3 == "data" ? "%object" : "%function"), $1
    }' android/native/imports.txt >"$parts/$library.s"
    compile "$parts/$library.s" "$parts/$library.o"
    "${linker[0]}" -flavor gnu -shared -soname "$library.so" "$parts/$library.o" -o "$parts/$library.so"
done

# Given to the last step alone, so that the same compiled crates serve a build with the NDK.
link_flags "$parts" libdynet.so
# For the assembly of tract's kernels.
export "CC_${target//-/_}=clang-$version" "AR_${target//-/_}=llvm-ar-$version"
export "CFLAGS_${target//-/_}=--target=aarch64-linux-android24"
cargo rustc -p dynet-library --lib --crate-type cdylib --profile device --target "$target" \
    --no-default-features --features jni,tract,ort,xnnpack,nnapi -- "${link[@]}"

cp "$CARGO_TARGET_DIR/$target/device/libdynet.so" "$out/unstripped.so"
"llvm-strip-$version" --strip-all "$out/unstripped.so" -o "$out/arm64-v8a/libdynet.so"
android/native/check.sh "$out/arm64-v8a/libdynet.so" "llvm-readelf-$version"
