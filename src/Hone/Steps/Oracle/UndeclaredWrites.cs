using System.Text;
using Hone.Equivalence;
using Hone.Linux.Profilers.Io;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling.Formats;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Looks in the system calls of a run of its own for files that a case changes and does not declare: the channel <c>writes</c>.</summary>
internal static class UndeclaredWrites
{
    /// <summary>What was seen.</summary>
    /// <param name="Text">The changes, a line each; null when nobody could look.</param>
    /// <param name="Stable">False when two runs changed different files.</param>
    /// <param name="Note">Why nobody could look; null when somebody did.</param>
    public sealed record Result(byte[]? Text, bool Stable, string? Note)
    {
        /// <summary>True when a file was removed that was there before.</summary>
        public bool Removes => Text is byte[] text && Encoding.UTF8.GetString(text).Split('\n').Any(line => line.StartsWith("removed ", StringComparison.Ordinal));

        /// <summary>Adds the channel to a golden output, or the note.</summary>
        public void AddTo(List<GoldenChannel> channels, Dictionary<string, byte[]> bytes, List<string> notes)
        {
            if (Note is not null)
            {
                notes.Add(Note);
            }

            if (Text is byte[] text)
            {
                channels.Add(Channel() with { Stable = Stable });
                channels.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
                bytes[ChannelName.Writes] = text;
                if (!Stable)
                {
                    notes.Add($"{ChannelName.Writes}: two runs changed different files that are not declared outputs. It is quarantined: it supports no claim until they are declared, or bear the same names in each run");
                }
            }
        }

        /// <summary>The same observation with the channel.</summary>
        public Seen AddTo(Seen seen)
        {
            if (Text is not byte[] text)
            {
                return seen with { Notes = Note is null ? seen.Notes : [.. seen.Notes, Note] };
            }

            return seen with
            {
                Observation = new([.. seen.Observation.Channels.Append(Channel()).OrderBy(channel => channel.Name, StringComparer.Ordinal)]),
                Bytes = new Dictionary<string, byte[]>(seen.Bytes) { [ChannelName.Writes] = text },
            };
        }

        private GoldenChannel Channel()
        {
            using ChannelRecorder recorder = new();
            recorder.Add(Text!);
            return recorder.Finish(ChannelName.Writes).Channel;
        }
    }

    /// <summary>Two runs, to see whether the changes are the same each time.</summary>
    public static Result Twice(Session session, OracleCase @case, Scratch scratch)
    {
        Result first = Once(session, @case, RunPlace.Of(session), scratch);
        if (first.Text is null)
        {
            return first;
        }

        Result second = Once(session, @case, RunPlace.Of(session), scratch);
        return second with { Stable = second.Text is not null && first.Text.AsSpan().SequenceEqual(second.Text) };
    }

    /// <summary>One run.</summary>
    public static Result Once(Session session, OracleCase @case, RunPlace place, Scratch scratch)
    {
        if (@case.Service is not null)
        {
            return new(null, true, null);
        }

        if (WriteTrace.Unavailable() is string missing)
        {
            return new(null, true, $"{ChannelName.Writes}: nobody looked for files that are changed and not declared: {missing}");
        }

        try
        {
            using PlacedInput input = PlacedInput.Put(session, @case, place);
            TracedWrites? traced = WriteTrace.Run(Observing.Request(session, @case, place, input), scratch.Folder, session.Cancellation);
            WriteRules rules = new(
                OutputWatch.Real(place.Folder),
                @case.Outputs,
                [.. OracleOf.Folders([]).Homes.Select(OutputWatch.Real)],
                [.. ((string?[])[Environment.GetEnvironmentVariable("TMPDIR"), "/tmp", "/var/tmp", "/dev/shm"]).OfType<string>().Select(folder => folder.TrimEnd('/')).Distinct()]);
            IReadOnlyList<string> lines = rules.Lines((traced?.Changes ?? []).Select(change => (change.Kind == FileChangeKind.Removed, change.Path)));
            return new(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))), true, null);
        }
        catch (ProblemException problem) when (problem.Problem.Exit == ExitCode.ToolMissing)
        {
            return new(null, true, $"{ChannelName.Writes}: nobody looked for files that are changed and not declared: {problem.Problem.What}");
        }
    }
}
