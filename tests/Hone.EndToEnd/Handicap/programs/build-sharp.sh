#!/bin/sh
# Compiles a C# file (Hash.cs, or the one named) to out/hash.dll with the SDK's own compiler, without a project file.
set -eu
mkdir -p out
sdk=$(dotnet --list-sdks | tail -n 1 | sed -E 's/^([^ ]+) \[(.*)\]$/\2\/\1/')
root=$(dirname "$(dirname "$sdk")")
reference=$(ls -d "$root"/packs/Microsoft.NETCore.App.Ref/*/ref/net*/ | tail -n 1)
version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.NETCore.App \([^ ]*\) .*/\1/p' | tail -n 1)
for dll in "$reference"System*.dll; do
    echo "-r:$dll"
done > out/references.rsp
dotnet "$sdk/Roslyn/bincore/csc.dll" -nologo -optimize -debug:portable -out:out/hash.dll @out/references.rsp "${1:-Hash.cs}"
printf '{"runtimeOptions":{"tfm":"net%s","framework":{"name":"Microsoft.NETCore.App","version":"%s"}}}\n' "${version%.*}" "$version" > out/hash.runtimeconfig.json
