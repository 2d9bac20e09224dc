using System.Globalization;
using System.Text;
using Hone.Cli.Terminal;
using Hone.Equivalence;
using Hone.Ledger;
using Hone.Reporting;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle;

/// <summary>The golden outputs as people read them: what is stable, what a normaliser explains, what is quarantined.</summary>
internal static class GoldenText
{
    private const int MostFiles = 3;

    /// <summary>Every workload and case, with what was noted of quarantined channels.</summary>
    public static string Of(PhaseView view)
    {
        StringBuilder text = new(Style.Bold("C oracle") + "\n");
        foreach (WorkloadReport workload in view.Report.Workloads)
        {
            One(text, workload.Workload.Name, workload.Golden);
            foreach (CaseReport each in workload.Cases)
            {
                One(text, each.Name, each.Golden);
            }
        }

        return text.ToString();
    }

    private static void One(StringBuilder text, string name, Recorded<GoldenFact>? golden)
    {
        text.Append("  ").Append(name).Append(": ");
        if (golden is null)
        {
            text.Append("not recorded\n");
            return;
        }

        if (golden.Fact.Recordings == 0)
        {
            text.Append(Printable.Clean(string.Join("; ", golden.Fact.Notes))).Append('\n');
            return;
        }

        GoldenChannel[] unstable = [.. golden.Fact.Channels.Where(channel => !channel.Stable)];
        GoldenChannel[] stable = [.. golden.Fact.Channels.Where(channel => channel.Stable && !(channel.Name == ChannelName.Writes && channel.Bytes == 0))];
        text.AppendJoin(", ", Channels(stable)).Append(unstable.Length == 0 && stable.All(channel => channel.Form is null)
            ? $"; the same in {golden.Fact.Recordings} recordings\n"
            : $"; {golden.Fact.Recordings} recordings\n");
        foreach (GoldenChannel channel in stable.Where(channel => channel.Form is not null))
        {
            text.Append("    ").Append(Printable.Clean(channel.Name)).Append(" is the same but for ").AppendJoin(", ", channel.Normalisers!.Select(Printable.Clean))
                .Append(CultureInfo.InvariantCulture, $" ({channel.Masked} of {channel.Bytes} bytes, {Ratio.Of(channel.Masked, channel.Bytes)})\n");
        }

        foreach (GoldenChannel channel in unstable)
        {
            string note = golden.Fact.Notes.FirstOrDefault(note => note.StartsWith(channel.Name + ": ", StringComparison.Ordinal)) ?? channel.Name;
            text.Append("    ").Append(Style.Bad("quarantined")).Append(' ').Append(Printable.Clean(note)).Append('\n');
        }
    }

    private static IEnumerable<string> Channels(GoldenChannel[] stable)
    {
        GoldenChannel[] files = [.. stable.Where(channel => ChannelName.PathOf(channel.Name) is not null)];
        IEnumerable<GoldenChannel> shown = files.Length <= MostFiles ? stable : stable.Except(files);
        IEnumerable<string> texts = shown.Select(channel => $"{Printable.Clean(channel.Name)} {new Bytes(channel.Bytes)}");
        return files.Length <= MostFiles ? texts : texts.Append($"{files.Length} files {new Bytes(files.Sum(file => file.Bytes))}");
    }
}
