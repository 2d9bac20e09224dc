using System.Diagnostics;
using System.Text.Json;
using Hone.Changes.Drills;
using Hone.Cli.Drill;
using Hone.Problems;

namespace Hone.Cli.Steps.Drilling;

/// <summary>Plays a trick on a prepared example and says which rule caught it.</summary>
internal static class TrickPlay
{
    private const string QuickTiming = "40";
    private const string WholeTiming = "150";

    /// <summary>Plays it. Whatever ends it otherwise than by a rule is no catch, and is told.</summary>
    public static DrillRow Run(PreparedExample prepared, Trick trick)
    {
        long started = Stopwatch.GetTimestamp();
        string expected = trick.RuleIn(prepared.Example.Name) ?? throw new ArgumentException("it is not played there", nameof(trick));
        (string? rule, string measured) = Caught(prepared, trick);
        return new(trick, prepared.Example.Name, expected, rule, measured, Stopwatch.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Begins a change at a row and gives its id and worktree.</summary>
    public static (string Id, string Worktree) Start(PreparedExample prepared, string row)
    {
        DrillAnswer started = prepared.Place.Must("change", "start", row);
        return (started["id"], started["worktree"]);
    }

    /// <summary>Begins a change where a patch wants it, and puts the patch in, with another one beside it where there is one.</summary>
    public static string Begin(PreparedExample prepared, DrillPatch patch, DrillPatch? beside = null)
    {
        string row = patch.Row is null && patch.Lever is null ? prepared.Row : prepared.NameLever(
            patch.Row ?? prepared.Example.Function, patch.Lever ?? prepared.Example.Lever, patch.Lines ?? prepared.Example.Lines, patch.What);
        (string id, string worktree) = Start(prepared, row);
        prepared.Place.Apply(worktree, patch.Diff);
        if (beside is not null)
        {
            prepared.Place.Apply(worktree, beside.Diff);
        }

        return id;
    }

    /// <summary>Verifies a change: only as far as the trick can get.</summary>
    public static DrillAnswer Verify(PreparedExample prepared, string id, TrickCost cost) => cost == TrickCost.Timed
        ? prepared.Place.Hone("change", "verify", id, "--timing", WholeTiming)
        : prepared.Place.Hone("change", "verify", id, "--quick", "--timing", QuickTiming);

    private static (string? Rule, string Measured) Caught(PreparedExample prepared, Trick trick)
    {
        try
        {
            DrillAnswer answer;
            if (trick.IsPatch)
            {
                prepared.Place.BringBack(PreparedExample.Ready);
                answer = Verify(prepared, Begin(prepared, DrillResources.Trick(prepared.Example.Name, trick.Name)), trick.Cost);
            }
            else
            {
                answer = TrickSteps.Of(trick.Name)(prepared);
            }

            return (answer.Rule, answer.Measured);
        }
        catch (ProblemException problem)
        {
            return (null, "not played: " + problem.Problem.What.Split('\n')[0]);
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or KeyNotFoundException or IOException or UnauthorizedAccessException)
        {
            return (null, "not played: " + error.Message.Split('\n')[0]);
        }
    }
}
