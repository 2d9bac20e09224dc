using System.Text.Json.Serialization;
using Hone.Cli.Steps.Working;
using Hone.Reporting.Working;

namespace Hone.Cli.Commands;

/// <summary>
/// One bead that an agent was given. <c>result</c> is <c>landed</c>, <c>accepted</c>, <c>no-win</c>, <c>refused</c>, <c>undecided</c>, <c>no-change</c>, <c>failed</c> or <c>stopped</c>;
/// <c>gain</c>, <c>low</c> and <c>high</c> are parts of the metric; tokens and cost are the agent's own word, left out where it says nothing.
/// </summary>
internal sealed record WorkRowDocument(
    string Bead, string Row, string Change, string Agent, string Result, string? Rule, string? Measured, int Calls, int Verified, long AgentNs, long TimeNs, double? Gain, double? Low, double? High, string? Commit,
    long? InputTokens, long? OutputTokens, double? CostUsd)
{
    public static WorkRowDocument From(WorkRow row) => new(
        row.Bead, row.Row, row.Change, row.Agent, row.Result.Name(), row.Rule, row.Measured, row.Calls, row.Verified, row.AgentTime.Nanoseconds, row.Time.Nanoseconds, row.GainValue, row.GainLow, row.GainHigh, row.Commit,
        row.Usage.InputTokens, row.Usage.OutputTokens, row.Usage.CostUsd);
}

/// <summary>A bead that a dry run would give to an agent.</summary>
internal sealed record PlannedWorkDocument(string Bead, string Row, double Score);

/// <summary>What agents did, or with a dry run would be given; <c>command</c> is the agent's, with <c>{brief}</c> where the brief goes.</summary>
internal sealed record WorkDocument(string Schema, IReadOnlyList<string> Command, string Brief, bool DryRun, IReadOnlyList<PlannedWorkDocument> Planned, IReadOnlyList<WorkRowDocument> Beads)
{
    public static WorkDocument From(WorkPlan plan, bool dryRun, IReadOnlyList<PlannedWork> planned, IReadOnlyList<WorkRow> rows) => new(
        "hone.work/1", plan.Agent.Command, Workloads.Agents.BriefWays.Name(plan.Agent.Brief), dryRun, [.. planned.Select(each => new PlannedWorkDocument(each.Bead, each.Row, each.Score))], [.. rows.Select(WorkRowDocument.From)]);
}

/// <summary>Source-generated JSON of <c>hone work</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WorkDocument))]
internal sealed partial class WorkJson : JsonSerializerContext;
