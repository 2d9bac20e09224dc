using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants.Mining;

/// <summary>
/// What is true of most well-behaved programs: the exit code that is expected, nothing on standard error when all went well, a
/// last line feed, tables with one header. These stand on custom more than on what was seen, and are proposed whatever their chance.
/// </summary>
internal static class CustomCandidates
{
    private const string Kind = "custom";

    public static void Find(Probe probe, Subjects subjects, Candidates candidates)
    {
        string runs = ShownValue.Count(probe.Runs.Count, "run");
        int count = probe.Runs.Count;
        if (probe.Of("exit") is { } exits)
        {
            if (exits.Distinct(ValueOrder.Instance).Count() == 1)
            {
                Add(candidates, "exit", $"exit == {ShownValue.Of(exits[0])}", Chance.Coins(count), runs);
            }
            else if (exits.All(exit => exit is NumberValue))
            {
                Add(candidates, "exits", $"exit in [{string.Join(", ", exits.Distinct(ValueOrder.Instance).Order(ValueOrder.Instance).Select(ShownValue.Of))}]", Chance.Coins(count), runs);
            }

            bool anyFailed = exits.Any(exit => exit is not NumberValue { Number: var code } || code != ExactNumber.From(0));
            foreach ((string name, string holds) in anyFailed
                ? new[] { ("quiet-when-well", "exit == 0 implies stderr == ''"), ("no-output-when-failed", "exit != 0 implies stdout == ''"), ("failure-is-told", "exit != 0 implies stderr != ''") }
                : [("quiet", "stderr == ''")])
            {
                if (probe.Holds(holds))
                {
                    Add(candidates, name, holds, Chance.Coins(count), runs);
                }
            }
        }

        foreach (Subject table in subjects.Tables.Where(table => !table.IsInput))
        {
            ListValue first = probe.Lists(table.Text)![0];
            Add(candidates, table.Word + "-columns", $"columns({table.Text}) == [{string.Join(", ", first.Columns!.Names.Select(name => ShownValue.Quoted(name.Span)))}]",
                Chance.Coins(probe.Lists(table.Text)!.Sum(list => (long)list.Items.Count)), ShownValue.Count(probe.Lists(table.Text)!.Sum(list => (long)list.Items.Count), "row") + ", each with as many fields");
        }

        foreach (Subject place in subjects.Texts.Concat(subjects.Tables).Where(place => !place.IsInput).OrderBy(place => place.Place, StringComparer.Ordinal))
        {
            if (probe.Texts(SubjectFinder.Source(place.Place)) is { } texts && texts.All(each => each.Span.EndsWith("\n"u8)))
            {
                // One byte of 256.
                Add(candidates, SubjectFinder.Word(place.Place) + "-last-line", $"ends({SubjectFinder.Source(place.Place)}, '\\n')", -count * Math.Log(256), runs);
            }
        }
    }

    private static void Add(Candidates candidates, string name, string holds, double log, string because)
    {
        candidates.Try(Kind, true);
        candidates.Add(new(name, holds, SuggestionTier.Customary, Kind, log, because));
    }
}
