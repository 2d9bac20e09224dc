using System.Text.Json.Serialization;
using Hone.Beads.Schedules;

namespace Hone.Cli.Commands;

/// <summary>The last whole round.</summary>
internal sealed record RoundMarkDocument(DateTimeOffset Began, DateTimeOffset Ended, string Commit);

/// <summary>A phase that is under way.</summary>
internal sealed record OpenPhaseDocument(string What, DateTimeOffset? Since, string Next);

/// <summary>Whether a round is due.</summary>
internal sealed record DueDocument(
    string Schema, bool Due, IReadOnlyList<string> Reasons, IReadOnlyList<DueTerm> Terms, DateTimeOffset? Next, int Passed, OpenPhaseDocument? Open, RoundMarkDocument? LastRound)
{
    public static DueDocument From(DueAnswer answer, RoundMark? last) => new(
        "hone.due/1", answer.IsDue, answer.Reasons, answer.Terms, answer.Next, answer.Passed,
        answer.Open is { } open ? new(open.What, open.Since, open.Next) : null,
        last is null ? null : new(last.Began, last.Ended, last.Commit));
}

/// <summary>What asks whether a round is due, on this machine: each file, and whether it is as Hone would write it.</summary>
internal sealed record TimerDocument(string Schema, string Kind, bool Installed, bool Written, IReadOnlyList<TimerFileDocument> Files, IReadOnlyList<string> Commands);

/// <summary>A file of the schedule; the text is Hone's part of it.</summary>
internal sealed record TimerFileDocument(string Path, string State, string Text);

/// <summary>Source-generated JSON of the schedule's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DueDocument))]
[JsonSerializable(typeof(TimerDocument))]
internal sealed partial class ScheduleJson : JsonSerializerContext;
