using System.CommandLine;
using System.Globalization;
using System.Text;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Sealing;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone ledger log</c> and <c>hone ledger verify</c>.</summary>
internal static class LedgerCommand
{
    public static Command Create()
    {
        Command command = new("ledger", "The append-only record that everything is computed from.")
        {
            Log(), Verify(),
        };
        return command;
    }

    private static Command Log()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "log",
            """
            The entries of the record, one a line, oldest first.

            Example: hone ledger log | tail
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            IReadOnlyList<LedgerEntry> entries = session.Ledger.ReadTrusted();
            front.Print(LedgerDocument.From(entries), ViewJson.Default.LedgerDocument, () => Text(entries));
            return ExitCode.Holds;
        });
        return command;
    }

    private static Command Verify()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "verify",
            """
            Hold every byte of the record against its hash chain, and every artifact against its hash. Exit code 5, with the
            entry named, when anything was changed, removed, added or moved. Artifacts that are not on this machine are listed.
            In a sealed project also what was sealed is held against the seal.

            Example: hone ledger verify
            """)
        {
            project, json,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            LedgerChain.Reading reading = session.Ledger.Read();
            (IReadOnlyList<LedgerFinding> altered, int present, IReadOnlyList<string> missing) = LedgerStore.CheckArtifacts(reading.Entries, session.Artifacts);
            IReadOnlyList<LedgerFinding> findings = [.. reading.Findings, .. altered];

            // A chain that does not hold is no ground to look for the seal from.
            SealVerdict? seal = reading.Findings.Count == 0 ? SealReading.Read(session) : null;
            bool holds = findings.Count == 0 && seal is not { Findings.Count: > 0 };
            front.Print(
                new VerifyDocument("hone.ledger-verify/1", holds, reading.Entries.Count, present, missing, [.. findings.Select(finding => new FindingDocument(finding.Entry, finding.Rule, finding.What))], seal is null ? null : SealStateDocument.From(seal)),
                ViewJson.Default.VerifyDocument,
                () => VerifyText(reading, findings, present, missing) + (seal is { IsSealed: true } ? "the seal " + SealWords.Line(seal) + "\n" : ""));
            return holds ? ExitCode.Holds : ExitCode.Tampered;
        });
        return command;
    }

    private static string Text(IReadOnlyList<LedgerEntry> entries)
    {
        TextTable table = new(">#", "Time", "Kind", "Commit", "Actor", "What", "Hash");
        foreach (LedgerEntry entry in entries)
        {
            table.Add(
                entry.Seq.ToString(CultureInfo.InvariantCulture),
                entry.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                Printable.Clean(entry.Kind),
                Printable.Clean(entry.Commit.Length > 10 ? entry.Commit[..10] + (entry.Commit.EndsWith("+dirty", StringComparison.Ordinal) ? "+dirty" : "") : entry.Commit),
                Printable.Shorten(Printable.Clean(entry.Actor), 20),
                Printable.Shorten(Printable.Clean(EntrySummary.Of(entry)), 60),
                entry.Hash[..12]);
        }

        return entries.Count == 0 ? "the ledger is empty\n" : table.ToText("");
    }

    private static string VerifyText(LedgerChain.Reading reading, IReadOnlyList<LedgerFinding> findings, int present, IReadOnlyList<string> missing)
    {
        StringBuilder text = new();
        foreach (LedgerFinding finding in findings)
        {
            text.Append(CultureInfo.InvariantCulture, $"entry {finding.Entry}: {Printable.Clean(finding.What)} [{finding.Rule}]\n");
        }

        foreach (string line in missing)
        {
            text.Append("not on this machine: ").Append(Printable.Clean(line)).Append('\n');
        }

        text.Append(findings.Count == 0
            ? $"the ledger holds: {reading.Entries.Count} entries, {present} artifacts checked, {missing.Count} not on this machine\n"
            : $"the ledger was altered: {findings.Count} findings\n  next: git diff -- .hone shows what changed; git checkout -- .hone restores what was committed\n");
        return text.ToString();
    }
}
