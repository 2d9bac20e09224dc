#!/bin/sh
# Builds what Hone is installed from, into artifacts/release or the folder named: an archive and a Debian package with the program
# compiled ahead of time, packages for `dotnet tool`, and their checksums. One program packed twice gives the same archive and Debian
# package: times are those of the commit, owners are root.
# Usage: packaging/release.sh [--program FOLDER] [FOLDER]; --program packs what ./test built and published there, instead of compiling.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
program=
given=
if [ "${1:-}" = --program ]; then
    given=${2:?release: --program wants a folder}
    program=$given
    shift 2
fi
out=${1:-$root/artifacts/release}
for tool in dotnet gzip xz tar dpkg-deb readelf; do
    command -v "$tool" >/dev/null 2>&1 || { echo "release: $tool is missing (Debian: binutils, dpkg, xz-utils; and the .NET 10 SDK)" >&2; exit 3; }
done
if [ -z "$program" ] && ! command -v gcc >/dev/null 2>&1 && ! command -v clang >/dev/null 2>&1; then
    echo "release: a linker is missing (Debian: gcc zlib1g-dev)" >&2
    exit 3
fi

case $(uname -m) in
    x86_64) rid=linux-x64 debian=amd64 ;;
    aarch64) rid=linux-arm64 debian=arm64 ;;
    *) echo "release: no release for $(uname -m)" >&2; exit 3 ;;
esac
# A release is packed well, a test fast.
level=${given:+1}
level=${level:-6}
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")
SOURCE_DATE_EPOCH=$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)
export SOURCE_DATE_EPOCH
umask 022

mkdir -p "$out"
out=$(CDPATH='' cd -- "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 30 "$work/log" >&2; echo "release: failed: $*" >&2; exit 1; }; }

if [ -z "$program" ]; then
    echo "release: compiling hone $version for $rid ahead of time (some minutes)"
    program=$work/program
    quietly dotnet publish "$root/src/Hone/Hone.csproj" -c Release -r "$rid" -p:PublishAot=true -p:DebugType=none \
        --artifacts-path "$work/build" -o "$program" -v quiet --nologo -nodeReuse:false
fi

# One tree for the archive and for below /usr: the program finds its libraries beside itself, also through the link.
name=hone-$version-$rid
tree=$work/$name
mkdir -p "$tree/lib/hone" "$tree/bin" "$tree/share/doc/hone"
for file in "$program"/*; do
    case $file in
        *.pdb | *.dbg) ;;
        *.dll | *.json | *.so) install -m 644 "$file" "$tree/lib/hone/" ;;
        *) install -m 755 "$file" "$tree/lib/hone/" ;;
    esac
done
ln -s ../lib/hone/hone "$tree/bin/hone"
quietly "$tree/bin/hone" man "$tree/share/man/man1"
gzip -9n "$tree"/share/man/man1/*.1
for shell in bash:bash-completion/completions/hone zsh:zsh/vendor-completions/_hone fish:fish/vendor_completions.d/hone.fish; do
    file=$tree/share/${shell#*:}
    mkdir -p "$(dirname "$file")"
    "$tree/bin/hone" completions "${shell%%:*}" >"$file"
done
install -m 644 "$root/README.md" "$tree/share/doc/hone/"
gzip -9nc "$root/CHANGELOG.md" >"$tree/share/doc/hone/changelog.gz"

echo "release: archive"
tar --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$work" -cf "$work/$name.tar" "$name"
xz -T1 "-$level" -c "$work/$name.tar" >"$out/$name.tar.xz"

echo "release: Debian package"
deb=$work/deb
mkdir -p "$deb/DEBIAN"
cp -a "$tree" "$deb/usr"
# The newest version of the C library that a symbol is asked for of.
libc=$(readelf -V "$deb"/usr/lib/hone/hone "$deb"/usr/lib/hone/*.so | sed -n 's/.*Name: GLIBC_\(2\.[0-9]*\).*/\1/p' | sort -V | tail -n 1)
# .NET asks OpenSSL for every SHA-256, and opens its library by name, so that no header of the program says so.
depends="libc6 (>= $libc), libssl3 | libssl3t64 | libssl1.1"
if [ -f "$deb/usr/lib/hone/hone.dll" ]; then depends="$depends, libstdc++6, dotnet-runtime-10.0"; fi
cat >"$deb/DEBIAN/control" <<CONTROL
Package: hone
Version: $version
Architecture: $debian
Maintainer: The Hone authors <hone@example.org>
Section: devel
Priority: optional
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Depends: $depends
Recommends: git, heaptrack, linux-perf, strace
Suggests: universal-ctags, valgrind
Description: performance work as a scheduled phase of a repository
 Baseline, profile, equivalence oracle, opportunity matrix, one lever a change,
 for people and coding agents: nothing is proposed without profile evidence,
 nothing lands without checked equivalence and a measured gain.
CONTROL
find "$deb" -exec touch -hd "@$SOURCE_DATE_EPOCH" {} +
quietly dpkg-deb --root-owner-group -Zxz "-z$level" --build "$deb" "$out/hone_${version}_$debian.deb"

echo "release: packages for dotnet tool"
# What was published from this checkout was built in it.
if [ -n "$given" ]; then set -- --no-build; else set -- --artifacts-path "$work/build"; fi
quietly dotnet pack "$root/src/Hone/Hone.csproj" -c Release -p:HoneTool=true -o "$out" -v quiet --nologo -nodeReuse:false "$@"

(cd "$out" && sha256sum -- "$name.tar.xz" "hone_${version}_$debian.deb" hone*."$version".nupkg >SHA256SUMS)
ls -l "$out"
