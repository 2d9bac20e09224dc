using Hone.Equivalence;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>What an oracle noticed, in a few words.</summary>
internal static class Noticed
{
    /// <summary>The crash or time-out where there is one, else the first channel, else the first invariant.</summary>
    public static string Text(OracleVerdict verdict, Seen seen) => Text(verdict.Divergences, verdict.BrokenInvariants, seen);

    /// <summary>As above.</summary>
    public static string Text(IReadOnlyList<Divergence> divergences, IReadOnlyList<BrokenInvariant> broken, Seen seen)
    {
        bool ended = divergences.Any(divergence => divergence.Channel == ChannelName.Exit);
        return ended && (IsCrash(seen) || IsTimeout(seen)) ? seen.Ending
            : ended ? "exit " + seen.Ending
            : divergences.Count > 0 ? $"{divergences[0].Channel} {divergences[0].What}"
            : broken.Count > 0 ? "invariant " + broken[0].Name
            : "nothing";
    }

    /// <summary>The first place where the outputs of two runs differ, as people read it; null when no bytes are kept.</summary>
    public static string? First(IReadOnlyList<Divergence> divergences, Seen one, Seen other)
    {
        foreach (Divergence divergence in divergences)
        {
            if (one.Bytes.TryGetValue(divergence.Channel, out byte[]? left) && other.Bytes.TryGetValue(divergence.Channel, out byte[]? right)
                && FirstDifference.Find(left, right) is FirstDifference first)
            {
                return $"{divergence.Channel}, {first}";
            }
        }

        return null;
    }

    /// <summary>A signal ended the run.</summary>
    public static bool IsCrash(Seen seen) => seen.Ending.StartsWith("signal ", StringComparison.Ordinal);

    /// <summary>Its time was up.</summary>
    public static bool IsTimeout(Seen seen) => seen.Ending == "timeout";
}
