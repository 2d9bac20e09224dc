using System.Globalization;
using System.Text;
using Hone.Guardrails;
using Hone.Ledger;
using Hone.Reporting;
using Hone.Reporting.Comparisons;
using Hone.Units;

namespace Hone.Cli.Steps.Guarding;

/// <summary>A limit with the median at the pinned commit, in the metric's unit; null where no run has it.</summary>
internal sealed record GuardedLimit(GuardLimit Limit, double? Reference);

/// <summary>The guardrails of a project as the record has them now.</summary>
internal sealed record GuardView(GuardRecord Record, IReadOnlyList<GuardedLimit> Limits, DateTimeOffset Now)
{
    /// <summary>Reads them.</summary>
    public static GuardView Read(Session session)
    {
        GuardRecord record = session.Evidence().Guard;
        GuardReference? reference = record.Set?.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == GuardSetFact.Artifact) is Artifact artifact && session.Artifacts.Read(artifact) is byte[] bytes ? GuardReference.Read(bytes) : null;
        return new(
            record,
            [
                .. record.Limits.Values.OrderBy(limit => limit.Workload, StringComparer.Ordinal).ThenBy(limit => Place(limit.Metric))
                    .Select(limit => new GuardedLimit(limit, reference?.Workloads.FirstOrDefault(each => each.Workload == limit.Workload) is PinnedRuns pinned ? GuardLimits.Typical(limit.Metric, pinned.Runs) : null)),
            ],
            Session.Now);
    }

    /// <summary>As a terminal shows them.</summary>
    public string ToText()
    {
        if (Record.Set is not Recorded<GuardSetFact> set)
        {
            return "nothing is pinned: hone baseline, then hone guard set\n"
                + "hone guard check works without: it holds the commit against the one it came from\n" + Losses();
        }

        StringBuilder text = new();
        text.Append(TextShape.Wrap(string.Create(
            CultureInfo.InvariantCulture,
            $"pinned: {set.Fact.Commit[..Math.Min(12, set.Fact.Commit.Length)]} ({set.Entry.Time:yyyy-MM-dd}{(set.Fact.Change is string change ? ", when " + Printable.Clean(change) + " landed" : "")}); drift budget {set.Fact.Drift * 100:0.#} %")));
        TextTable table = new("workload", "metric", ">reference", ">limit");
        foreach (GuardedLimit each in Limits)
        {
            table.Add(Printable.Clean(each.Limit.Workload), Printable.Clean(each.Limit.Metric), each.Reference is double value ? GuardLimits.UnitOf(each.Limit.Metric).Format((long)value) : "", string.Create(CultureInfo.InvariantCulture, $"+{each.Limit.Worse * 100:0.0} %"));
        }

        return text.Append(table.ToText()).Append(Losses()).ToString();
    }

    private static int Place(string metric) => GuardLimits.All.ToList().IndexOf(metric);

    private string Losses()
    {
        StringBuilder text = new();
        foreach (Recorded<GuardAcceptFact> accepted in Record.Accepted)
        {
            string end = accepted.Fact.Expires is not DateTimeOffset expires ? "" : string.Create(CultureInfo.InvariantCulture, $", {(expires <= Now ? "expired" : "until")} {expires:yyyy-MM-dd}");
            text.Append(TextShape.Wrap(Printable.Clean(string.Create(
                CultureInfo.InvariantCulture, $"accepted: {accepted.Fact.Metric} of {accepted.Fact.Workload} +{accepted.Fact.Loss * 100:0.##} % by {accepted.Entry.Actor} on {accepted.Entry.Time:yyyy-MM-dd}{end}: {accepted.Fact.Because}"))));
        }

        return text.ToString();
    }
}
