using Hone.Equivalence.Mutants;
using Hone.Ledger;
using Hone.Opportunities;
using Hone.Profiling;

namespace Hone.Cli.Steps.Rows;

/// <summary>The text of hot functions: kept with a profile when it is taken, and held against the source later.</summary>
/// <param name="source">The project's source.</param>
internal sealed class FunctionTexts(ProjectSource source)
{
    private const int Most = 100;

    /// <summary>The hashes of a profile's hottest functions of the project.</summary>
    public IReadOnlyList<FunctionHash> Of(Profile profile, Func<Frame, bool> isOwn)
    {
        HotspotReport report = Hotspots.Find(profile, new() { Top = Most, IsOwn = isOwn });
        return
        [
            .. report.Hotspots.Where(hotspot => hotspot.Own).Select(hotspot => hotspot.Frame).Concat(report.EntryChain.Where(isOwn)).Take(Most)
                .Select(Of).OfType<FunctionHash>().Distinct(),
        ];
    }

    /// <summary>What became of the text since the profile was taken.</summary>
    /// <param name="recorded">What was kept; null for nothing.</param>
    /// <param name="frame">The function.</param>
    /// <param name="moved">The base, or the dirty tree, may be another since.</param>
    /// <param name="isFresh">By commit, the profile is about the program as it is.</param>
    public FunctionText Since(IReadOnlyList<FunctionHash>? recorded, Frame frame, bool moved, bool isFresh)
    {
        if (!moved)
        {
            return FunctionText.Same;
        }

        string? file = frame.Source?.File;
        FunctionHash? before = recorded?.FirstOrDefault(hash => hash.Function == frame.Function && hash.File == file);
        if (before is null)
        {
            return isFresh ? FunctionText.Same : FunctionText.Unknown;
        }

        return IsAsBefore(before, frame) ? isFresh ? FunctionText.Same : FunctionText.SameOnMovedBase : FunctionText.Changed;
    }

    /// <summary>Whether a function with the text that was kept is there, wherever in its file it stands by now.</summary>
    public bool IsThere(FunctionHash kept) => source.Read(kept.File) is { } text
        && (kept.Whole ? text.WholeHash == kept.Sha256
            : new[] { text.Find(kept.Function, null) }.Concat(text.All).OfType<SourceFunction>().Any(function => text.Hash(function.FirstLine, function.LastLine) == kept.Sha256));

    private FunctionHash? Of(Frame frame)
    {
        if (frame.Source is not SourceLocation place || source.Read(place.File) is not { } text)
        {
            return null;
        }

        return text.Find(frame.Function, place.Line > 0 ? place.Line : null) is SourceFunction function
            ? new(place.File, frame.Function, text.Hash(function.FirstLine, function.LastLine))
            : new(place.File, frame.Function, text.WholeHash, Whole: true);
    }

    // The function may stand elsewhere in its file by now: what counts is that one with this text is there.
    private bool IsAsBefore(FunctionHash before, Frame frame)
    {
        if (source.Read(before.File) is not { } text)
        {
            return false;
        }

        return before.Whole ? text.WholeHash == before.Sha256
            : new[] { text.Find(frame.Function, frame.Source?.Line), text.Find(frame.Function, null) }.Concat(text.All).OfType<SourceFunction>()
                .Any(function => text.Hash(function.FirstLine, function.LastLine) == before.Sha256);
    }
}
