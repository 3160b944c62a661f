#!/usr/bin/env bash
# Checks a libdynet.so for Android: pages, imports and exports. Fails with what is wrong.
#
#     android/native/check.sh LIBRARY [READELF]
set -euo pipefail
library=$1
readelf=${2:-readelf}
list=$(dirname "$0")/imports.txt

fail() { echo "$library: $1" >&2; exit 1; }

# Phones with pages of 16 KB load nothing that is laid out for smaller ones.
segments=$("$readelf" -lW "$library" | awk '$1 == "LOAD" { print $NF }')
[ -n "$segments" ] || fail "no LOAD segments were found"
for align in $segments; do
    ((align >= 16384)) || fail "a segment is aligned to $align bytes, 16384 are needed"
done

needed=$("$readelf" -dW "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\].*/\1/p')
for name in $needed; do
    case $name in
        libc.so | libm.so | libdl.so | liblog.so) ;;
        *) fail "it needs $name, which is no library of Android's" ;;
    esac
done

symbols=$("$readelf" --dyn-syms -W "$library" | awk '$1 ~ /^[0-9]+:$/ && $8 != "" { print $7, $8 }')
exports=$(awk '$1 != "UND" { print $2 }' <<<"$symbols")
strange=$(grep -vE '^(Java_dev_dynet_\w+|JNI_On(Load|Unload)|dynet_\w+)$' <<<"$exports" || true)
[ -z "$strange" ] || fail "it exports what is not its own: $strange"
grep -q '^dynet_open$' <<<"$exports" || fail "the C functions are not exported"
grep -q '^Java_dev_dynet_' <<<"$exports" || fail "the functions for Kotlin are not exported"

imports=$(awk '$1 == "UND" { print $2 }' <<<"$symbols" | sed 's/@.*//' | sort -u)
allowed=$(grep -v '^#' "$list" | awk '{ print $1 }' | sort -u)
more=$(comm -23 <(echo "$imports") <(echo "$allowed"))
[ -z "$more" ] || fail "it imports what $list does not allow: $more"

size=$(stat -c %s "$library")
echo "$library: $size bytes, $(wc -l <<<"$imports") imports from $(echo $needed), $(wc -l <<<"$exports") exports"
