using System.Text;
using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// Says how two runs of the same case differ. The folders that they lie in are taken out of what they print, and so is what any edit of the
/// source changes in a message on standard error (<see cref="ErrorShape"/>).
/// </summary>
internal static class ArmComparison
{
    /// <summary>Every channel, byte for byte; the order of lines too, whatever the manifest's normalisers forgive.</summary>
    /// <returns>The first difference for people; null when there is none.</returns>
    public static string? Exact(ArmRun left, ArmRun right) => Channels(left, right, null);

    /// <summary>Every channel as the oracle compares it: quarantined ones and what its normalisers take out do not count.</summary>
    public static Func<ArmRun, ArmRun, string?> With(CaseJudge? judge) => (left, right) => Channels(left, right, judge);

    /// <summary>
    /// How a run ended whose output could not be written: well, badly or by which signal, and the error itself, which is the last line. How much
    /// was written until then follows from the size of a buffer and does not count.
    /// </summary>
    public static string? WriteFailure(ArmRun left, ArmRun right)
    {
        (string one, string other) = (Class(left.Seen), Class(right.Seen));
        if (one != other)
        {
            return $"exit: {one} in the baseline, {other} in the candidate";
        }

        string said = ErrorShape.Last(Stderr(left), left.Folders);
        string says = ErrorShape.Last(Stderr(right), right.Folders);
        return said == says ? null : $"stderr: '{said}' in the baseline, '{says}' in the candidate";
    }

    /// <summary>The bytes of a channel without the folders of the run; null when they are not kept.</summary>
    public static byte[]? Plain(ArmRun run, string channel)
    {
        if (!run.Seen.Bytes.TryGetValue(channel, out byte[]? bytes))
        {
            return null;
        }

        if (channel == ChannelName.Stderr)
        {
            return Encoding.UTF8.GetBytes(ErrorShape.Of(bytes, run.Folders, failed: run.Seen.Ending != "0"));
        }

        string text = Encoding.Latin1.GetString(bytes);
        foreach (string folder in run.Folders.OrderByDescending(folder => folder.Length).Select(folder => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(folder))))
        {
            text = text.Replace(folder, "…", StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(text);
    }

    private static string? Channels(ArmRun left, ArmRun right, CaseJudge? judge)
    {
        IReadOnlyList<Divergence> found = judge is null ? Divergences.Between(left.Seen.Observation, right.Seen.Observation) : judge.Between(left.Seen, right.Seen);
        foreach (Divergence divergence in found.OrderBy(divergence => divergence.Channel == ChannelName.Exit ? 0 : 1))
        {
            GoldenChannel? one = left.Seen.Observation.Channels.FirstOrDefault(channel => channel.Name == divergence.Channel);
            GoldenChannel? other = right.Seen.Observation.Channels.FirstOrDefault(channel => channel.Name == divergence.Channel);
            if (one is null || other is null || one.Kind != other.Kind || one.Mode != other.Mode || Plain(left, divergence.Channel) is not byte[] expected || Plain(right, divergence.Channel) is not byte[] actual)
            {
                return $"{divergence.Channel} {divergence.What}";
            }

            if (divergence.Channel == ChannelName.Exit)
            {
                return $"exit: {left.Seen.Ending} in the baseline, {right.Seen.Ending} in the candidate";
            }

            if (FirstDifference.Find(expected, actual) is FirstDifference first)
            {
                return $"{divergence.Channel}, {first.ToString().Replace("golden: ", "baseline:  ", StringComparison.Ordinal).Replace("now:    ", "candidate: ", StringComparison.Ordinal)}";
            }
        }

        return null;
    }

    private static string Class(Seen seen) => seen.Ending is "0" or "timeout" || seen.Ending.StartsWith("signal ", StringComparison.Ordinal) ? seen.Ending : "failure";

    private static byte[] Stderr(ArmRun run) => run.Seen.Bytes.GetValueOrDefault(ChannelName.Stderr) ?? [];
}
