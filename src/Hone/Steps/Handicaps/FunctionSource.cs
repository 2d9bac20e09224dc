using System.Security.Cryptography;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence.Delays;
using Hone.Equivalence.Mutants;

namespace Hone.Cli.Steps.Handicaps;

/// <summary>A function's source in the project.</summary>
internal static class FunctionSource
{
    /// <summary>The function, or why there is none that a counter can be put into.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="file">The file, relative to it.</param>
    /// <param name="name">The function's name.</param>
    /// <param name="line">A line in it, or null.</param>
    /// <param name="why">Why there is none.</param>
    public static HotFunction? Find(string folder, string file, string name, int? line, out string why)
    {
        why = "";
        if (SourceLanguages.Of(file) is not SourceLanguage language || !DelayedSource.Languages.Contains(language.Name))
        {
            why = $"{file}: Hone puts counters into C, C++, C#, Python, JavaScript and TypeScript only";
            return null;
        }

        if (new ProjectSource(folder).Read(file) is not { } text)
        {
            why = $"{file} is not there, too large, or not in this project";
            return null;
        }

        SourceFunction? function = text.Parsed is not null ? text.Find(name, line) : (line is null ? Named(text.Tokens, text.Content, language, name) : null) ?? text.Find(name, line);
        if (function is null)
        {
            why = $"{name} is not found in {file}";
            return null;
        }

        return new(text.File, function, text.Content, language, text.Tokens) { Parsed = text.Parsed };
    }

    /// <summary>Whether a file has a function of exactly this name, without a look at what is built of it.</summary>
    public static bool Has(string folder, string file, string name) =>
        Find(folder, file, name, null, out _) is { } found && (found.Parsed is not null || Named(found.Tokens, found.Source, found.Language, name) is not null);

    private static SourceFunction? Named(IReadOnlyList<SourceToken> tokens, string text, SourceLanguage language, string name)
    {
        string simple = SourceFunctions.SimpleName(name);
        return SourceFunctions.All(tokens, text, language).FirstOrDefault(function => IsNamed(tokens, function, simple));
    }

    // "name(", "name = (" or "name: (" in the head; parameters and attributes are no names of it.
    private static bool IsNamed(IReadOnlyList<SourceToken> tokens, SourceFunction function, string name)
    {
        for (int i = function.FirstToken - 2; i >= 0 && tokens[i].Line >= function.FirstLine; i--)
        {
            if (tokens[i].Kind == TokenKind.Word && tokens[i].Text == name && tokens[i + 1].Text is "(" or "=" or ":" or "<")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>SHA-256 of a function's lines, in lower-case hex.</summary>
    public static string Hash(HotFunction function)
    {
        IEnumerable<string> lines = function.Source.Split('\n').Skip(function.Function.FirstLine - 1).Take(function.Function.LastLine - function.Function.FirstLine + 1);
        return Convert.ToHexStringLower(SHA256.HashData(HotFunction.Bytes(string.Join('\n', lines))));
    }
}
