using System.Globalization;
using System.Text;
using Hone.Equivalence;
using Hone.Linux.Processes;
using Hone.Measurement.Comparing;
using Hone.Reporting;

namespace Hone.Cli.Steps.Comparing;

/// <summary>
/// Runs each command once before anything is timed: does it work, and do all do the same? Where two differ, each runs once more,
/// since a difference says nothing of commands that differ from themselves. These runs count as warm-ups.
/// </summary>
internal sealed class OutputCheck(CompareSettings settings, CompareGroup group, CancellationToken cancellation)
{
    private const int ExcerptLength = 60;

    private readonly Dictionary<CompareMember, Seen> _again = [];

    /// <summary>What was found of each member, beside the first.</summary>
    public IReadOnlyList<OutputAgreement> Agreements { get; private set; } = [];

    /// <summary>Exit codes that each member's timed runs may end with; null for any.</summary>
    public IReadOnlyList<IReadOnlyList<int>?> Exits { get; private set; } = [];

    /// <summary>How often each member has run at least.</summary>
    public int Runs { get; private set; }

    /// <summary>Runs the members.</summary>
    public void Run(Action<int> onMember)
    {
        List<Seen> seen = [];
        for (int i = 0; i < group.Members.Count; i++)
        {
            onMember(i);
            seen.Add(Once(group.Members[i]));
        }

        Agreements = group.SameWork
            ? [.. seen.Select((one, i) => Agreement(group.Members[0], seen[0], group.Members[i], one))]
            : [.. seen.Select(_ => new OutputAgreement(OutputAgreementKind.NotCompared, "values of a parameter give different outputs by nature"))];
        Exits = [.. seen.Select((one, i) => AllowedExits(group.Members[i], one))];
        Runs = group.Members.All(_again.ContainsKey) ? 2 : 1;
    }

    // A command of which failures are accepted keeps to the exit code that it began with, unless it was seen to change it.
    private IReadOnlyList<int>? AllowedExits(CompareMember member, Seen first) =>
        _again.TryGetValue(member, out Seen? second) && second.Exit != first.Exit
            ? settings.IgnoredExits is null ? null : [0, .. settings.IgnoredExits]
            : [first.Exit];

    private OutputAgreement Agreement(CompareMember reference, Seen expected, CompareMember member, Seen actual)
    {
        if (member == reference || actual.IsSameAs(expected))
        {
            return new(OutputAgreementKind.Same);
        }

        Seen expectedAgain = Again(reference);
        Seen actualAgain = Again(member);
        List<string> different = [];
        List<string> unstable = [];
        foreach (string channel in Seen.Channels)
        {
            bool own = actual.Differs(actualAgain, channel);
            if (own || expected.Differs(expectedAgain, channel))
            {
                unstable.Add($"{(own ? member : reference).Name}'s own {channel} differs from run to run");
            }
            else if (actual.Differs(expected, channel))
            {
                different.Add(Describe(channel, expected, actual));
            }
        }

        return different.Count > 0 ? new(OutputAgreementKind.Different, string.Join("; ", different)) { Allowed = settings.AllowDifferentOutput }
            : unstable.Count > 0 ? new(OutputAgreementKind.Unstable, string.Join("; ", unstable))
            : new(OutputAgreementKind.Same);
    }

    private Seen Again(CompareMember member)
    {
        if (!_again.TryGetValue(member, out Seen? seen))
        {
            seen = Once(member);
            _again[member] = seen;
        }

        return seen;
    }

    private Seen Once(CompareMember member)
    {
        using ChannelRecorder stdout = new();
        using ChannelRecorder stderr = new();
        TailBuffer tail = new(16 * 1024);
        RunFailure.Insist(member.Subject.Prepare, "--prepare", cancellation);
        SpawnRequest request = member.Subject.Request with
        {
            Stdout = new OutputTarget.ToSink(stdout.Add),
            Stderr = new OutputTarget.ToSink(bytes =>
            {
                stderr.Add(bytes);
                tail.Add(bytes);
            }),
        };
        RunOutcome outcome = RunFailure.Start(request, cancellation);
        if (outcome.TimedOut || !settings.Accepts(outcome.ExitCode))
        {
            throw RunFailure.Of(member.Subject.Name, outcome, tail.LastLines(5));
        }

        RunFailure.Insist(member.Subject.Conclude, "--conclude", cancellation);
        (GoldenChannel outChannel, byte[]? outBytes) = stdout.Finish(Seen.Output);
        (GoldenChannel errorChannel, byte[]? errorBytes) = stderr.Finish(Seen.Error);
        return new(outcome.ExitCode, (outChannel, outBytes), (errorChannel, errorBytes));
    }

    private static string Describe(string channel, Seen expected, Seen actual)
    {
        if (channel == Seen.ExitCode)
        {
            return string.Create(CultureInfo.InvariantCulture, $"exit code {actual.Exit} beside {expected.Exit}");
        }

        ((GoldenChannel Channel, byte[]? Bytes) old, (GoldenChannel Channel, byte[]? Bytes) now) = channel == Seen.Output ? (expected.Stdout, actual.Stdout) : (expected.Stderr, actual.Stderr);
        if (old.Bytes is not byte[] left || now.Bytes is not byte[] right || FirstDifference.Find(left, right) is not { } first)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{channel} of {now.Channel.Bytes} bytes beside {old.Channel.Bytes}");
        }

        string order = SameLines(left, right) ? " (the same lines in another order)" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{channel} from line {first.Line}, byte {first.Column} on{order}: '{Printable.Shorten(first.Actual, ExcerptLength)}' beside '{Printable.Shorten(first.Expected, ExcerptLength)}'");
    }

    private static bool SameLines(byte[] left, byte[] right)
    {
        if (left.Length != right.Length || left.Length > 1 << 20)
        {
            return false;
        }

        string[] Lines(byte[] bytes) => [.. Encoding.Latin1.GetString(bytes).Split('\n').Order(StringComparer.Ordinal)];
        return Lines(left).SequenceEqual(Lines(right));
    }

    private sealed record Seen(int Exit, (GoldenChannel Channel, byte[]? Bytes) Stdout, (GoldenChannel Channel, byte[]? Bytes) Stderr)
    {
        public const string ExitCode = "exit code";
        public const string Output = "standard output";
        public const string Error = "standard error";

        public static readonly string[] Channels = [ExitCode, Output, Error];

        public bool IsSameAs(Seen other) => !Channels.Any(channel => Differs(other, channel));

        public bool Differs(Seen other, string channel) => channel switch
        {
            ExitCode => Exit != other.Exit,
            Output => Stdout.Channel.Sha256 != other.Stdout.Channel.Sha256,
            _ => Stderr.Channel.Sha256 != other.Stderr.Channel.Sha256,
        };
    }
}
