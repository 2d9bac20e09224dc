#!/bin/sh
# What action.yml runs, with its inputs in HONE_PACKAGE, HONE_ARGUMENTS and HONE_UNDECIDED: puts hone on the PATH of the steps after it,
# and runs it where arguments are given.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$(readlink -f -- "$0")")/.." && pwd)
temp=${RUNNER_TEMP:?action: RUNNER_TEMP is not set; this is run by a GitHub runner}
bin=$temp/hone/bin
mkdir -p "$bin"
package=${HONE_PACKAGE:-}
case $package in
    '')
        # The checkout of the action itself; the launcher builds it at its first start.
        command -v dotnet >/dev/null 2>&1 || { echo "::error title=hone::the .NET 10 SDK is not installed: put actions/setup-dotnet before this step, or name a package"; exit 3; }
        ln -sf "$root/hone" "$bin/hone"
        ;;
    *)
        case $package in
            https://*)
                curl -fsSL --proto '=https' -o "$temp/hone/package" "$package"
                package=$temp/hone/package
                ;;
        esac
        [ -f "$package" ] || { echo "::error title=hone::there is no package $package"; exit 2; }
        # Into a folder of its own: nothing of the runner is changed, and no rights are needed.
        rm -rf "$temp/hone/root"
        mkdir -p "$temp/hone/root"
        if dpkg-deb -x "$package" "$temp/hone/root" 2>/dev/null; then
            ln -sf "$temp/hone/root/usr/lib/hone/hone" "$bin/hone"
        elif tar -xf "$package" --strip-components=1 -C "$temp/hone/root"; then
            ln -sf "$temp/hone/root/lib/hone/hone" "$bin/hone"
        else
            echo "::error title=hone::$package is neither a Debian package nor an archive of Hone's"
            exit 2
        fi
        ;;
esac
"$bin/hone" --version
printf '%s\n' "$bin" >>"${GITHUB_PATH:-/dev/null}"

[ -n "${HONE_ARGUMENTS:-}" ] || exit 0
status=0
# shellcheck disable=SC2086 # words, and no shell reads them again
(set -f && exec "$bin/hone" $HONE_ARGUMENTS) || status=$?
printf 'exit-code=%s\n' "$status" >>"${GITHUB_OUTPUT:-/dev/null}"
if [ -f hone-reports/guard.md ]; then cat hone-reports/guard.md >>"${GITHUB_STEP_SUMMARY:-/dev/null}"; fi
if [ "$status" -eq 4 ] && [ "${HONE_UNDECIDED:-pass}" = pass ]; then
    echo "::warning title=hone::undecided: no loss is shown, and none is excluded"
    status=0
fi
exit "$status"
