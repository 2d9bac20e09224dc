using Hone.Problems;
using Hone.Statistics;
using Hone.Units;

namespace Hone.Profiling.Differences;

/// <summary>
/// Holds two profiles, or several of each side, against each other by function. A verdict stands on the cost of a function's
/// own code under its <see cref="FrameIdentity"/>, so a caller is not blamed for its callee; <see cref="ChangeTest"/> says which
/// costs changed, the smallest effects worth naming are in <see cref="DifferenceOptions"/>, and of what is called changed about
/// one in a hundred is wrong (<see cref="BenjaminiHochberg"/>). Samples are taken as independent observations; how runs differ
/// beyond that is estimated from several profiles a side, and assumed where there is one (<see cref="DifferenceOptions.RunSpread"/>).
/// </summary>
public static class ProfileDifferences
{
    /// <summary>The difference of <paramref name="after"/> from <paramref name="before"/>.</summary>
    /// <exception cref="ProblemException">
    /// <c>profile-kinds-differ</c>, <c>profile-metrics-differ</c>: the profiles cannot be held against each other;
    /// <c>profile-inconsistent</c>: one breaks the contract of a profile.
    /// </exception>
    public static ProfileDifference Of(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after, DifferenceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        Check(before, after);
        options ??= new();
        List<string> notes = [];
        FunctionTable table = new(before, after);
        RunSums[] earlier = [.. before.Select(profile => RunSums.Of(table.Renumbered(profile)))];
        RunSums[] later = [.. after.Select(profile => RunSums.Of(table.Renumbered(profile)))];
        DifferenceMeasure measure = MeasureChoice.Of(before, after, options.Measure, notes);
        Rows rows = new(table, new Side(earlier, before, measure), new Side(later, after, measure), measure, Spreads.Of(earlier.Concat(later), before[0].Kind, options), options);
        bool empty = earlier.Sum(run => run.Total) == 0 || later.Sum(run => run.Total) == 0;
        IReadOnlyList<FunctionDifference> functions = empty ? [] : rows.Find();
        notes.AddRange(empty ? ["one side is empty, so nothing can be held against it"] : rows.Assumptions());
        return new ProfileDifference
        {
            Kind = before[0].Kind,
            Metric = after[0].Metrics[0],
            Measure = measure,
            Before = SideOf(before, earlier),
            After = SideOf(after, later),
            Common = rows.Common(),
            Functions = functions,
            TooSmall = rows.TooSmall,
            Notes = notes,
            Options = options,
        };
    }

    private static DifferenceSide SideOf(IReadOnlyList<Profile> profiles, RunSums[] sums)
    {
        int? runs = profiles.All(profile => profile.Runs is not null) ? profiles.Sum(profile => profile.Runs!.Value) : null;
        double total = sums.Sum(run => run.Total);
        return new(profiles.Count, runs, total, total / Math.Max(1, runs ?? profiles.Count), sums.Sum(run => run.Samples));
    }

    private static void Check(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after)
    {
        if (before.Count == 0 || after.Count == 0)
        {
            throw new ProblemException(new(ExitCode.Usage, "profile-missing", "one side has no profile", "give at least one profile of each side"));
        }

        foreach (Profile profile in before.Concat(after))
        {
            if (profile.Kind != before[0].Kind)
            {
                throw new ProblemException(new(ExitCode.Usage, "profile-kinds-differ", $"one profile is of {before[0].Kind.Name()} and another of {profile.Kind.Name()}", "give profiles of one kind"));
            }

            if (profile.Metrics[0].Unit != before[0].Metrics[0].Unit)
            {
                throw new ProblemException(new(
                    ExitCode.Usage,
                    "profile-metrics-differ",
                    $"one profile counts {before[0].Metrics[0].Name} ({Text(before[0])}) and another {profile.Metrics[0].Name} ({Text(profile)})",
                    "record both sides in the same way"));
            }
        }
    }

    private static string Text(Profile profile) => profile.Metrics[0].Unit switch { Unit.Nanoseconds => "time", Unit.Bytes => "bytes", _ => "a count" };
}
