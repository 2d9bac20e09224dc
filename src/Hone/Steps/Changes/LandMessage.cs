using System.Globalization;
using System.Text;
using Hone.Changes;
using Hone.Changes.Verdicts;
using Hone.Ledger;
using Hone.Opportunities.Levers;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Cli.Steps.Changes;

/// <summary>The message of a landed change: what was gained, and trailers (git-interpret-trailers(1)) that lead to the evidence and back.</summary>
internal static class LandMessage
{
    /// <summary>The trailer that names the change.</summary>
    public const string ChangeTrailer = "Hone-Change";

    /// <summary>The message.</summary>
    public static string Of(ChangeView view, JudgedRun judged, Verdict.Accepted accepted, string? unsandboxed)
    {
        Change change = view.Change;
        GainFigures gain = accepted.Gain;
        string saved = string.Create(CultureInfo.InvariantCulture, $"{gain.Gain * 100:0.0} %");
        string range = gain.Range is { } interval ? string.Create(CultureInfo.InvariantCulture, $" ({interval.Low * 100:0.0} to {interval.High * 100:0.0})") : "";
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Clean(change.Function)}: {LeverCatalogue.Find(change.Lever)?.Title ?? change.Lever} saves {saved} of {gain.Metric.Name} in {change.Workload}\n\n");
        Trailer(text, ChangeTrailer, change.Id);
        Trailer(text, "Hone-Bead", change.Bead ?? "none");
        Trailer(text, "Hone-Lever", change.Lever);
        Trailer(text, "Hone-Gain", string.Create(
            CultureInfo.InvariantCulture,
            $"{gain.Metric.Name} of {gain.Workload} {Amount(gain, gain.Comparison.Reference)} -> {Amount(gain, gain.Comparison.Value)}, {saved} saved{range}, 95 % interval, {gain.Comparison.Pairs} pairs, attempt {gain.Attempt}"));
        Trailer(text, "Hone-Patch", "sha256:" + judged.Run!.Patch);
        foreach (Artifact artifact in judged.Recorded.Run.Entry.Artifacts.Where(artifact => artifact.Name != ChangeRunFact.PatchArtifact))
        {
            Trailer(text, artifact.Name == ChangeRunFact.ProofArtifact ? "Hone-Proof" : "Hone-Evidence", $"sha256:{artifact.Sha256} ({artifact.Name}, ledger entry {judged.Recorded.Run.Entry.Seq})");
        }

        if (unsandboxed is not null && !judged.IsSandboxed)
        {
            Trailer(text, "Hone-Unsandboxed", Clean(unsandboxed));
        }

        Trailer(text, "Hone-Rollback", $"git revert $(git log -1 --format=%H --grep='{Pattern(change)}')");
        return text.ToString();
    }

    /// <summary>The line of the message that names a change, as a regular expression for <c>git log --grep</c>.</summary>
    public static string Pattern(Change change) => $"^{ChangeTrailer}: {change.Id.Replace(".", "\\.", StringComparison.Ordinal)}$";

    private static string Amount(GainFigures gain, double value) => gain.Metric.Unit switch
    {
        Unit.Nanoseconds => new Duration((long)value).ToString(),
        Unit.Bytes => new Bytes((long)value).ToString(),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };

    private static void Trailer(StringBuilder text, string name, string value) => text.Append(name).Append(": ").Append(value).Append('\n');

    private static string Clean(string text) => Printable.Clean(text.ReplaceLineEndings(" "));
}
