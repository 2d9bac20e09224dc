using Hone.Equivalence.Mutants;
using Hone.Profiling;

namespace Hone.Cli.Steps.Rows;

/// <summary>The language of a function.</summary>
internal static class FrameLanguage
{
    /// <summary>By its source file, else by its module, else by where its code comes from: <c>c</c>, <c>c#</c>, <c>python</c>, <c>managed</c>, <c>native</c>.</summary>
    public static string Of(Frame frame) =>
        (frame.Source is SourceLocation source ? SourceLanguages.Of(source.File)?.Name : null) ?? SourceLanguages.Of(frame.Module)?.Name ?? frame.Origin.ToString().ToLowerInvariant();
}
