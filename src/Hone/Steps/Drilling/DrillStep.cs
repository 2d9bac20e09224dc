using Hone.Changes.Drills;
using Hone.Cli.Drill;
using Hone.Cli.Terminal;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Drilling;

/// <summary>What came of a drill.</summary>
/// <param name="Rows">The tricks.</param>
/// <param name="Honest">The honest changes.</param>
/// <param name="Interrupted">Somebody ended it before all was played.</param>
internal sealed record DrillResult(IReadOnlyList<DrillRow> Rows, IReadOnlyList<HonestRow> Honest, bool Interrupted)
{
    /// <summary>Every trick was caught by the rule meant for it, and every honest change came out as it should; false as well when nothing was played.</summary>
    public bool Holds => !Interrupted && Rows.Count + Honest.Count > 0 && Rows.All(row => row.Agrees) && Honest.All(row => row.Agrees);
}

/// <summary>Plays tricks and honest changes, one example after the other, one at a time.</summary>
internal static class DrillStep
{
    private static readonly TimeSpan _patience = TimeSpan.FromHours(2);

    /// <summary>Plays them.</summary>
    public static DrillResult Run(DrillPlan plan, Progress progress, CancellationToken cancellation)
    {
        using HostLock? alone = plan.IsTimed
            ? HostLock.Take(UserState.Folder(plan.Folder, "locks"), "hone drill", _patience, who => progress.Say($"another hone measures on this machine ({who}); waiting"), cancellation)
            : null;
        List<DrillRow> rows = [];
        List<HonestRow> honest = [];
        try
        {
            Play(plan, progress, rows, honest, cancellation);
            return new(rows, honest, false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new(rows, honest, true);
        }
    }

    // A line for each, since all of it takes hours.
    private static void Play(DrillPlan plan, Progress progress, List<DrillRow> rows, List<HonestRow> honest, CancellationToken cancellation)
    {
        for (int i = 0; i < plan.Examples.Count; i++)
        {
            DrillExample example = plan.Examples[i];
            Trick[] tricks = [.. Often(plan.Tricks.Where(trick => trick.RuleIn(example.Name) is not null), plan.Times)];
            string[] names = [.. Often(plan.Changes.TryGetValue(example.Name, out IReadOnlyList<string>? changes) ? changes : [], plan.Times)];
            if (tricks.Length + names.Length == 0)
            {
                continue;
            }

            progress.Step(i + 1, plan.Examples.Count, example.Name);
            using PreparedExample prepared = PreparedExample.Of(example, plan.Folder, plan.IsQuick, progress, cancellation);
            progress.Restart();
            for (int k = 0; k < tricks.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.At(tricks[k].Name, k, tricks.Length);
                DrillRow row = TrickPlay.Run(prepared, tricks[k]);
                rows.Add(row);
                progress.Say($"{example.Name} · {row.Trick.Name}: {row.CaughtBy ?? "not caught"}{(row.Agrees ? "" : $", expected {row.ExpectedRule}: {row.Measured}")}");
            }

            for (int k = 0; k < names.Length; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress.At(names[k], k, names.Length);
                HonestRow row = HonestPlay.Run(prepared, names[k]);
                honest.Add(row);
                progress.Say($"{example.Name} · {row.Name}: {row.Outcome}{(row.Agrees ? "" : $", expected {row.Expected}: {row.Measured}")}");
            }
        }
    }

    // All of them once, then all of them again: whoever ends it has as many of each.
    private static IEnumerable<T> Often<T>(IEnumerable<T> all, int times) => Enumerable.Repeat(all, times).SelectMany(each => each);
}
