using System.Globalization;
using System.Text;
using Hone.Equivalence.Sealing;
using Hone.Reporting;

namespace Hone.Cli.Steps.Sealing;

/// <summary>What people read of a seal.</summary>
internal static class SealWords
{
    /// <summary>The state of the seal in one line, without line feed.</summary>
    public static string Line(SealVerdict verdict) => Printable.Clean(
        verdict.Findings.Count > 0 ? $"altered: {verdict.Findings[0].What}{(verdict.Findings.Count > 1 ? $" (and {verdict.Findings.Count - 1} more)" : "")}"
        : verdict.Vouching.Document is SealDocument document ? $"holds: {Things(document.Items.Count)}, root {document.Root[..12]}, sealed {Day(document.Time)} by {document.Actor}{Reach(verdict)}"
        : "none");

    /// <summary>The whole answer of a check.</summary>
    public static string Check(SealVerdict verdict)
    {
        StringBuilder text = new();
        foreach (SealFinding finding in verdict.Findings)
        {
            text.Append(Printable.Clean(finding.What)).Append(" [").Append(finding.Rule).Append("]\n  next: ").Append(Printable.Clean(finding.Next)).Append('\n');
        }

        foreach (string note in verdict.Notes)
        {
            text.Append("note: ").Append(Printable.Clean(note)).Append('\n');
        }

        text.Append(
            verdict.Findings.Count > 0 ? $"the seal is broken: {verdict.Findings.Count} {(verdict.Findings.Count == 1 ? "finding" : "findings")}; nothing is built, run or timed until all is as it was sealed or the owner renews the seal\n"
            : verdict.IsSealed ? "the seal " + Line(verdict) + "\n"
            : "the project is not sealed\n  next: hone seal\n");
        return text.ToString();
    }

    /// <summary>What was sealed, and where it is kept.</summary>
    public static string Made(SealDocument document)
    {
        string[] counts = [.. SealedKind.All.Select(kind => (Kind: kind, Count: document.Items.Count(item => item.Kind == kind.Name))).Where(pair => pair.Count > 0)
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Kind.Name} {pair.Count}"))];
        StringBuilder text = new();
        text.Append("sealed: ").Append(Things(document.Items.Count)).Append(" under root ").Append(document.Root).Append('\n');
        text.Append("  ").AppendJoin(", ", counts).Append('\n');
        text.Append(document.Previous is null ? "" : "  renewed: baselines, profiles and checks recorded before are stale\n");
        text.Append("  kept in the state directory").Append(document.Commit == SealStep.NoGit ? "; without git there is no second copy\n" : " and in refs/hone/seal; other machines get it with: git push origin refs/hone/seal\n");
        return text.ToString();
    }

    private static string Things(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} things");

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Reach(SealVerdict verdict) => verdict.Vouching.Trust switch
    {
        SealTrust.RefAlone => "; only the git ref vouches",
        _ => "",
    };
}
