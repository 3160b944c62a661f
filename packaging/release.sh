#!/usr/bin/env bash
# Builds what a release offers for Linux, into target/dist:
#
#     packaging/release.sh [TARGET...]     # x86_64-unknown-linux-gnu and aarch64-unknown-linux-gnu unless given
#
# For each target one archive: the programs, the library with its header, completions, manual pages, the licenses of all
# dependencies. For each pack one .dynet file. SHA256SUMS names all of them. Installs what is missing (cargo-about, and
# for arm64 what android/native/tools.sh installs). The AAR is built by `mvn -f android verify`.
set -euo pipefail
cd "$(dirname "$0")/.."
targets=("$@")
[ $# -gt 0 ] || targets=(x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu)
build=${CARGO_TARGET_DIR:-$PWD/target}
dist=$build/dist
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
rm -rf "$dist"
mkdir -p "$dist"

cargo about --version >/dev/null 2>&1 || cargo install cargo-about --locked --features cli
cargo about generate -c packaging/about.toml packaging/licenses.hbs >"$dist/THIRD-PARTY-LICENSES.txt"

cargo run -q --release -p dynet-cli --example documents -- "$dist/documents"

for target in "${targets[@]}"; do
    if [[ $target = aarch64* ]]; then
        . android/native/tools.sh
        arm64_tools "$build/arm64/root"
        export CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc
        export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc
    fi
    [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || rustup -q target add "$target"
    crates=(-p dynet-cli -p dynet-library)
    # Training and export happen on larger machines.
    [[ $target = aarch64* ]] || crates+=(-p dynet-trainer -p dynet-exporter)
    cargo build --release --target "$target" "${crates[@]}"
    name=dynet-$version-$target
    out=$dist/$name
    mkdir -p "$out/lib" "$out/include"
    for program in dynet dynet-train dynet-export; do
        [ ! -e "$build/$target/release/$program" ] || cp "$build/$target/release/$program" "$out"
    done
    cp "$build/$target/release/"libdynet.{so,a} "$out/lib"
    cp bindings/include/dynet.h "$out/include"
    cp -r "$dist/documents/." "$out"
    cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$dist/THIRD-PARTY-LICENSES.txt" "$out"
    tar -C "$dist" --owner=0 --group=0 -czf "$dist/$name.tar.gz" "$name"
    rm -r "$out"
done
rm -r "$dist/documents"

for pack in default mobile camera-noise deblur; do
    (cd "packs/$pack" && zip -0 -q "$dist/$pack.dynet" ./*)
done
(cd "$dist" && sha256sum -- *.tar.gz *.dynet >SHA256SUMS)
ls -l "$dist"
