# Sourced by the scripts beside it: installs what is missing, as Debian names it.

# have COMMAND PACKAGE: makes sure that a command is there.
have() {
    command -v "$1" >/dev/null || install_packages "$2"
}

install_packages() {
    local sudo
    sudo=$([ "$(id -u)" = 0 ] || echo sudo)
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

# newest_clang: the highest version of clang that has its archiver beside it; installs Debian's newest
# when there is none of 16 or later.
newest_clang() {
    local version
    version=$(installed_clang)
    if [ -z "$version" ]; then
        version=$(apt-cache pkgnames clang- | sed -n 's/^clang-\([0-9]*\)$/\1/p' | sort -n | tail -1)
        install_packages "clang-$version" "llvm-$version"
    fi
    echo "$version"
}

installed_clang() {
    compgen -c clang- | sed -n 's/^clang-\([0-9]*\)$/\1/p' | sort -rnu | while read -r version; do
        if [ "$version" -ge 16 ] && command -v "llvm-ar-$version" >/dev/null; then
            echo "$version"
            break
        fi
    done
}

# link_flags PARTS SONAME: fills `link` with what rustc needs to link for Android without an NDK.
link_flags() {
    link=(-C linker=rust-lld -C linker-flavor=ld.lld -L "native=$1" -C "link-arg=$1/start.o"
        -C link-arg=-zdefs -C link-arg=-zmax-page-size=16384 -C link-arg=--hash-style=gnu
        # Functions of equal code become one.
        -C link-arg=--icf=all -C "link-arg=-soname=$2")
}

# arm64_tools ROOT: what compiles for arm64 Linux and runs it. Makes ROOT a root folder for qemu: glibc, and a
# processor, because qemu 7 shows the host's and ONNX Runtime crashes when it finds no ARM in it.
arm64_tools() {
    local cross=/usr/aarch64-linux-gnu part core
    have aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
    have qemu-aarch64-static qemu-user-static
    # ONNX Runtime is written in C++.
    for part in include/stdio.h:libc6-dev-arm64-cross lib/libstdc++.so.6:libstdc++6-arm64-cross; do
        [ -e "$cross/${part%:*}" ] || install_packages "${part#*:}"
    done
    mkdir -p "$1/proc"
    ln -sfn "$cross/lib" "$1/lib"
    for ((core = 0; core < $(nproc); core++)); do
        printf '%s\t: %s\n' processor $core Features "fp asimd aes crc32 atomics fphp asimdhp asimddp" \
            "CPU implementer" 0x41 "CPU architecture" 8 "CPU variant" 0x1 "CPU part" 0xd0b "CPU revision" 0
        echo
    done >"$1/proc/cpuinfo"
}
