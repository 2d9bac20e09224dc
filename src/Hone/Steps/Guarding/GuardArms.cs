using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>
/// Base and head, built the same way from clean trees. Both lie at one path when they are built and run: the other is put aside
/// meanwhile, and both write to the same folders, so that neither a path nor a folder makes one of them slower. Both read the head's inputs.
/// </summary>
internal sealed class GuardArms : IDisposable
{
    /// <summary>The base's number.</summary>
    public const int Base = 0;

    /// <summary>The head's number.</summary>
    public const int Head = 1;

    private readonly Session _session;
    private readonly StagedTrees _trees = new();

    private GuardArms(Session session) => _session = session;

    /// <summary>The project's folder of the arm that is staged.</summary>
    public string Folder => _trees[_trees.Now ?? Base].Project;

    /// <summary>Builds both. One that does not build is a problem of exit code 3: nothing was measured, and nobody may read a regression from it.</summary>
    public static GuardArms Build(Session session, IReadOnlyList<Workload> workloads, ArmSource before, ArmSource after)
    {
        GuardArms arms = new(session);
        try
        {
            arms.Make(Base, workloads, before, session.Project.Build);
            arms.Make(Head, workloads, after, session.Project.Build);
            arms.ShareInputs(workloads);
            return arms;
        }
        catch
        {
            arms.Dispose();
            throw;
        }
    }

    /// <summary>Puts an arm where programs are run.</summary>
    public void Stage(int arm) => _trees.Put(arm);

    /// <summary>Puts an arm in its place, without what runs of the workload left.</summary>
    public void Clean(int arm, Workload workload)
    {
        Stage(arm);
        _trees[arm].ClearOutputs(workload.Outputs);
    }

    /// <summary>How an arm runs a workload, once it is staged: a request that is the same for both.</summary>
    public SpawnRequest Request(Workload workload) => _session.Spawn(workload.Command, _trees[Base].Project) with
    {
        StdinFile = workload.StdinFile is null ? null : Path.Combine(_trees[Base].Project, workload.StdinFile),
        Timeout = workload.Timeout,
        Stdout = new OutputTarget.Discard(),
    };

    /// <summary>Both arms as subjects of pairs.</summary>
    public Subject[] Subjects(Workload workload) =>
    [
        .. new[] { Base, Head }.Select(arm => new Subject
        {
            Name = arm == Base ? "base" : "head",
            Request = Request(workload),
            ExpectedExits = [workload.ExpectedExit],
            Before = () => Clean(arm, workload),
        }),
    ];

    public void Dispose()
    {
        _trees.Dispose();
        _ = _session.Git.Ask(CancellationToken.None, "worktree", "prune");
    }

    private void Make(int arm, IReadOnlyList<Workload> workloads, ArmSource source, CommandLine? otherwise)
    {
        CommandLine? command = source.Project is null ? otherwise : source.Project.Build;
        BuildTreePlan plan = new(_session.Folder)
        {
            Commit = source.Commit,
            Inputs = [.. Inputs(workloads)],
            Outputs = [.. workloads.SelectMany(workload => workload.Outputs).Distinct()],
            Whole = command is null && source.Commit is null,
        };
        BuildTree tree = _trees.Make(arm, plan, _session.Cancellation);
        if (command is not null)
        {
            _session.Progress.At($"{source.Word}: {command.Text}");
            TreeBuild build = tree.Build(_session.Spawn(command, tree.Project) with { Timeout = command.Timeout ?? Duration.FromSeconds(1800) }, _session.Cancellation);
            if (!build.Succeeded)
            {
                throw new ProblemException(new(
                    ExitCode.ToolMissing,
                    source.Word + "-does-not-build",
                    $"the {source.Word} ({source.Commit?[..12] ?? "the files as they lie here"}) does not build, so that nothing was measured: {command.Text}\n    {Session.Tail(build.Output, 8)}",
                    source.Word == "base" ? "name another base with --base" : "mend the build")
                { Place = _session.Folder });
            }
        }

        _trees.Share(plan.Outputs);
    }

    // The inputs may be in the repository, and a commit may change them: that is not the program.
    private void ShareInputs(IReadOnlyList<Workload> workloads)
    {
        string held = Path.Combine(_trees.Folder, "inputs");
        string[] inputs = [.. Inputs(workloads)];
        Stage(Head);
        IReadOnlyDictionary<string, IReadOnlyList<PathLink>> links = ArmInputs.Links(Folder, _trees[Head].Source, inputs);
        ArmInputs.Lay(Folder, held, held, inputs, new Dictionary<string, IReadOnlyList<PathLink>>());
        Stage(Base);
        ArmInputs.Lay(held, Folder, _trees[Base].Source, inputs, links);

        if (Directory.Exists(held))
        {
            TreePlace.Remove(held);
        }
    }

    private static IEnumerable<string> Inputs(IReadOnlyList<Workload> workloads) =>
        workloads.SelectMany(workload => workload.StdinFile is string stdin ? [stdin, .. workload.Inputs] : workload.Inputs).Distinct();
}
