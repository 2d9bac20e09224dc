using Hone.Beads;
using Hone.Beads.Driving;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Trackers;

/// <summary>Runs a tracker's own program: no shell, at most a minute, at most 64 MiB of answer. What it refuses is a problem in its own words.</summary>
/// <param name="dialect">Which program.</param>
/// <param name="folder">The repository, where it looks for its database.</param>
/// <param name="cancellation">Ends a command that is running.</param>
internal sealed class TrackerProgram(ITrackerDialect dialect, string folder, CancellationToken cancellation)
{
    private const int MostOutput = 64 << 20;

    private const int MostWarnings = 20;

    private readonly List<string> _warnings = [];

    /// <summary>The issues that a command that only reads answers with; an exit code other than 0 is a problem (rule <c>tracker-unreadable</c>).</summary>
    public IReadOnlyList<Bead> Read(IReadOnlyList<string> words)
    {
        (RunOutcome outcome, string command) = Run(words);
        return outcome.ExitCode == 0 ? TrackerAnswer.Listed(outcome.Stdout, command) : throw Unreadable(command, outcome);
    }

    /// <summary>The issue of an id; null when the tracker has none.</summary>
    public Bead? Find(string id)
    {
        (RunOutcome outcome, string command) = Run(dialect.Show(id));
        if (outcome.ExitCode != 0)
        {
            return TrackerAnswer.IsUnknown(outcome.Stderr, outcome.Stdout) ? null : throw Unreadable(command, outcome);
        }

        // bd before 0.60 ended with 0 and said nothing on standard output. A part of an id is one to it too.
        return outcome.Stdout.All(letter => char.IsWhiteSpace((char)letter)) && TrackerAnswer.IsUnknown(outcome.Stderr, default)
            ? null
            : TrackerAnswer.Listed(outcome.Stdout, command).FirstOrDefault(bead => bead.Id == id);
    }

    /// <summary>What a command that changes something wrote to standard output; an exit code other than 0 is a problem (rule <c>tracker-refused</c>).</summary>
    public byte[] Ask(IReadOnlyList<string> words)
    {
        byte[]? answer = TryAsk(words, out string complaint);
        return answer ?? throw Refused(Shown(words), complaint);
    }

    /// <summary>As <see cref="Ask"/>; null, with the tracker's words, when it refused.</summary>
    public byte[]? TryAsk(IReadOnlyList<string> words, out string complaint) => TryAsk(words, out complaint, out _);

    /// <summary>The same, with the lines that it said on standard error beside what it did: all of them, where <see cref="TakeWarnings"/> has the first of all commands.</summary>
    public byte[]? TryAsk(IReadOnlyList<string> words, out string complaint, out IReadOnlyList<string> said)
    {
        (RunOutcome outcome, _) = Run(words);
        said = [];
        complaint = TrackerAnswer.Complaint(outcome.Stderr, outcome.ExitCode == 0 ? default : outcome.Stdout);
        if (outcome.ExitCode != 0)
        {
            return null;
        }

        // bd makes an issue, fails at one of its edges, says so here, and ends with 0.
        said = [.. TrackerAnswer.Lines(outcome.Stderr)];
        _warnings.AddRange(said.Take(MostWarnings - _warnings.Count).Select(line => $"{dialect.Program} says: {line}"));
        return outcome.Stdout;
    }

    /// <summary>What it said on standard error beside commands that it did, since the last time that this was asked.</summary>
    public IReadOnlyList<string> TakeWarnings()
    {
        string[] warnings = [.. _warnings];
        _warnings.Clear();
        return warnings;
    }

    /// <summary>The command as a person would type it, shortened.</summary>
    public string Shown(IReadOnlyList<string> words) => dialect.Program + " " + string.Join(' ', words.Select(word => word.Length > 40 ? word[..40] + "…" : word));

    /// <summary>The problem of a command that the tracker refused.</summary>
    public static ProblemException Refused(string command, string complaint) =>
        new(new(ExitCode.GateSaidNo, "tracker-refused", $"'{command}' was refused: {complaint}", "put right what it names, then run the same command again"));

    private static ProblemException Unreadable(string command, RunOutcome outcome) => new(new(
        ExitCode.ToolMissing, "tracker-unreadable", $"the tracker could not be read, '{command}' said: {TrackerAnswer.Complaint(outcome.Stderr, outcome.Stdout)}", "see what it says when you run it yourself"));

    private (RunOutcome Outcome, string Command) Run(IReadOnlyList<string> words)
    {
        string command = Shown(words);
        if (words.FirstOrDefault(word => word.Contains('\0', StringComparison.Ordinal)) is not null)
        {
            throw new ProblemException(new(ExitCode.Usage, "nul-character", $"a word of '{command}' has a NUL character, which no command can carry", "leave it out"));
        }

        RunOutcome outcome = ProcessRunner.Run(
            new()
            {
                Argv = [dialect.Program, .. words],
                WorkingDirectory = folder,
                Environment = dialect.Environment,
                Stdout = new OutputTarget.Capture(MostOutput),
                Timeout = Duration.FromSeconds(60),
                OrphanGrace = Duration.FromSeconds(2),
            },
            cancellation);
        if (outcome.TimedOut)
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "tracker-slow", $"'{command}' did not end within 60 s", "see what holds it when you run it yourself"));
        }

        return outcome.StdoutBytes <= MostOutput
            ? (outcome, command)
            : throw new ProblemException(new(ExitCode.ToolMissing, "tracker-answer", $"'{command}' answered with more than {MostOutput >> 20} MiB", "move closed issues elsewhere"));
    }
}
