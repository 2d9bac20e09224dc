namespace Hone.Equivalence.Sealing;

/// <summary>Programs that a build tool starts by name in turn: they are sealed with it where they are installed.</summary>
public static class ToolCompanions
{
    private static readonly string[] _native = ["cc", "c++", "gcc", "g++", "clang", "clang++", "cpp", "as", "ld", "ar", "ranlib", "strip", "sh", "make", "pkg-config"];

    private static readonly Dictionary<string, string[]> _companions = new()
    {
        ["make"] = _native,
        ["gmake"] = _native,
        ["ninja"] = _native,
        ["cmake"] = [.. _native, "ninja"],
        ["meson"] = [.. _native, "ninja", "python3"],
        ["scons"] = _native,
        ["bazel"] = _native,
        ["sh"] = _native,
        ["bash"] = _native,
        ["dash"] = _native,
        ["cc"] = _native,
        ["c++"] = _native,
        ["gcc"] = _native,
        ["g++"] = _native,
        ["clang"] = _native,
        ["clang++"] = _native,
        ["cargo"] = ["rustc", "cc", "ld"],
        ["rustc"] = ["cc", "ld"],
        ["go"] = ["gcc"],
        ["npm"] = ["node", "sh"],
        ["npx"] = ["node", "sh"],
        ["yarn"] = ["node", "sh"],
        ["pnpm"] = ["node", "sh"],
        ["mvn"] = ["java", "javac"],
        ["gradle"] = ["java", "javac"],
        ["sbt"] = ["java", "javac"],
        ["uv"] = ["python3"],
        ["pip"] = ["python3"],
        ["pytest"] = ["python3"],
    };

    /// <summary>The companions of a program named in a command; none of one that is not known.</summary>
    public static IReadOnlyList<string> Of(string program) => _companions.GetValueOrDefault(program[(program.LastIndexOf('/') + 1)..]) ?? [];
}
