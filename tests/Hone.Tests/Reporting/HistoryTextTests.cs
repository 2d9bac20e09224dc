using Hone.Guardrails.History;
using Hone.Reporting;
using Hone.Tests.Guardrails;

namespace Hone.Tests.Reporting;

public sealed class HistoryTextTests
{
    [Fact]
    public void Two_workloads_with_an_incident_and_another_kernel()
    {
        List<HistoryEntry> entries = [];
        for (int i = 0; i < 90; i++)
        {
            string kernel = i < 60 ? "6.1.0" : "6.6.8";
            entries.Add(Entries.Of(i, Entries.Noisy((i < 30 ? 100 : 112) * (i < 60 ? 1 : 0.93), i), kernel: kernel));
            entries.Add(Entries.Of(i, Entries.Noisy(i < 30 ? 50 : 55, i + 3), workload: "night", kernel: kernel));
        }

        entries.Add(Entries.Of(5, 1) with { Commit = HistoryEntry.NoCommit });
        Golden.Check(HistoryText.Of(HistoryReport.Of(entries, Entries.Line(90), 0), unicode: true));
    }

    [Fact]
    public void Too_few_points() => Golden.Check(HistoryText.Of(HistoryReport.Of([Entries.Of(1, 10), Entries.Of(2, 11)], Entries.Line(5), 0), unicode: false));

    [Fact]
    public void Names_from_outside_cannot_steer_the_terminal()
    {
        HistoryEntry entry = Entries.Of(1, 10, workload: "a\u001b[31mred\nline");
        string text = HistoryText.Of(HistoryReport.Of([entry with { Figures = [new("m\u202e", "u\u0007", 3)] }], null, 0), unicode: false);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.DoesNotContain('\u0007', text);
        Assert.DoesNotContain("\nline", text, StringComparison.Ordinal);
    }
}
