using System.Text.RegularExpressions;

namespace Hone.Linux.Profilers;

/// <summary>What a program's name alone says about its runtime.</summary>
internal static partial class ProgramName
{
    /// <summary>The runtime of programs known by name; null for every other name.</summary>
    public static TargetRuntime? Runtime(string name) => name switch
    {
        "dotnet" => TargetRuntime.DotNet,
        "node" or "nodejs" or "npx" or "npm" or "yarn" or "pnpm" => TargetRuntime.Node,
        "uv" or "uvx" => TargetRuntime.Python,
        "java" or "gradle" or "mvn" => TargetRuntime.Java,
        _ when Python().IsMatch(name) => TargetRuntime.Python,
        _ => null,
    };

    /// <summary>
    /// The runtime behind a shim of a version manager: a small script, named like the program, that looks up the version at run
    /// time (pyenv, nodenv, asdf). Null when the text is no such shim.
    /// </summary>
    public static TargetRuntime? ShimRuntime(string name, string text)
    {
        bool python = text.Contains("pyenv", StringComparison.Ordinal) || text.Contains("asdf-plugin: python", StringComparison.Ordinal);
        bool node = text.Contains("nodenv", StringComparison.Ordinal) || text.Contains("asdf-plugin: nodejs", StringComparison.Ordinal);
        return (python || node) && text.Contains("exec", StringComparison.Ordinal) && text.Length < 4096
            ? Runtime(name) ?? (python ? TargetRuntime.Python : TargetRuntime.Node)
            : null;
    }

    [GeneratedRegex(@"^(python|pypy)[0-9.]*[a-z]{0,2}$")]
    private static partial Regex Python();
}
