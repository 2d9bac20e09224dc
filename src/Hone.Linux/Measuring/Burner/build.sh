#!/bin/sh
# Makes burner.x86-64 (or the file named as the first argument) from burner.s with binutils.
set -eu
cd "$(dirname "$0")"
out=${1:-burner.x86-64}
object=$(mktemp)
trap 'rm -f "$object"' EXIT
as --64 -mx86-used-note=no -o "$object" burner.s
ld -m elf_x86_64 -n -z noseparate-code --build-id=none -o "$out" "$object"
strip --strip-all "$out"
