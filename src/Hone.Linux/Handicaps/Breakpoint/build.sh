#!/bin/sh
# Makes breakpoint.x86-64 (or the file named as the first argument) from breakpoint.c with gcc and binutils.
set -eu
cd "$(dirname "$0")"
out=${1:-breakpoint.x86-64}
gcc -std=gnu11 -Os -Wall -Wextra -Werror -ffreestanding -fno-pic -fno-stack-protector -fno-asynchronous-unwind-tables -fcf-protection=none \
    -static -nostdlib -Wl,--build-id=none -Wl,-z,noseparate-code -Wl,-n -o "$out" breakpoint.c
strip --strip-all --remove-section=.comment "$out"
