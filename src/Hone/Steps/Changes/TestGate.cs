using Hone.Changes.Runs;
using Hone.Linux.Processes;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes;

/// <summary>The project's tests on both arms, in copies that are thrown away.</summary>
internal static class TestGate
{
    /// <summary>The tests of the base; null without a test command.</summary>
    public static ArmCheck? Run(Session session, ChangeArms arms) => Both(session, arms, null);

    /// <summary>The same with the change's new tests in both arms; null without new tests or a test command.</summary>
    public static ArmCheck? RunNew(Session session, ChangeArms arms, Candidate candidate) => candidate.NewTests.Count == 0 ? null : Both(session, arms, candidate);

    private static ArmCheck? Both(Session session, ChangeArms arms, Candidate? tests)
    {
        if (session.Project.Test is not CommandLine command)
        {
            return null;
        }

        string? said = One(session, arms, ChangeArms.Baseline, command, tests);
        bool baseline = said is null;
        said ??= One(session, arms, ChangeArms.Candidate, command, tests);
        return new(command.Text, baseline, said is null, said);
    }

    // Null when they pass, else what they said.
    private static string? One(Session session, ChangeArms arms, int arm, CommandLine command, Candidate? tests) => arms.Test(arm, level => arms.InCopy(arm, tree =>
    {
        foreach (TreeEntry entry in tests?.NewTests ?? [])
        {
            ChangeArms.Put(tree.Source, entry, tests!);
        }

        session.Progress.At($"{(arm == ChangeArms.Baseline ? "baseline" : "candidate")}: {command.Text}");
        TreeBuild outcome = tree.Build(
            arms.Indoors(session.Spawn(command, tree.Project) with { Timeout = command.Timeout ?? Duration.FromSeconds(1800) }, tree, level), session.Cancellation);
        return outcome.Succeeded ? null : Session.Tail(outcome.Output, 8) is { Length: > 0 } tail ? tail : outcome.TimedOut ? "its time was up" : "it said nothing";
    }));
}
