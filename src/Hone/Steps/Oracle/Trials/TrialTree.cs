using Hone.Equivalence;
using Hone.Equivalence.Mutants;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>A tree in which changes of the program are built and run. For one thread at a time.</summary>
internal sealed class TrialTree : IDisposable
{
    private const int FewestBuildSeconds = 60;
    private const int BuildFactor = 10;

    private readonly Session _session;
    private readonly BuildTree _tree;
    private readonly Enclosure _enclosure;
    private readonly EnclosureLimits _limits = EnclosureLimits.Standard();
    private readonly BuildOutputs _outputs;
    private readonly IReadOnlyDictionary<string, string?> _variables;
    private Duration _buildTime;

    private TrialTree(Session session, BuildTree tree, Enclosure enclosure, IReadOnlyDictionary<string, string?> variables)
    {
        _variables = variables;
        _session = session;
        _tree = tree;
        _enclosure = enclosure;
        _outputs = new(tree.Source);
    }

    /// <summary>The project's folder in the tree.</summary>
    public string Folder => _tree.Project;

    /// <summary>A folder that programs in the tree may write to, outside the project.</summary>
    public string Temporary => _tree.Temporary;

    /// <summary>The outermost folder of the tree's source.</summary>
    public string Source => _tree.Source;

    /// <summary>How the program is kept from the rest of the machine.</summary>
    public Isolation Isolation { get; set; } = Isolation.Levels[0];

    /// <summary>What the unchanged source builds to; null when nothing is built or two builds of it differ, so that nothing can be told from it.</summary>
    public string? Unchanged { get; private set; }

    /// <summary>How long the first build took.</summary>
    public Duration BuildTime => _buildTime;

    /// <summary>Makes a tree of the project, or of another folder or commit of it, and builds it there. A build that fails is a problem of exit code 1.</summary>
    /// <param name="session">The project.</param>
    /// <param name="plan">What the tree is made of.</param>
    /// <param name="place">Where trees lie.</param>
    /// <param name="enclosure">What programs are enclosed by.</param>
    /// <param name="variables">Variables of builds here, on top of the manifest's.</param>
    public static TrialTree Create(Session session, BuildTreePlan plan, TreePlace place, Enclosure enclosure, IReadOnlyDictionary<string, string?>? variables = null)
    {
        BuildTree tree = BuildTree.Create(plan, place, session.Cancellation);
        TrialTree trial = new(session, tree, enclosure, variables ?? new Dictionary<string, string?>());
        try
        {
            if (session.Project.Build is CommandLine command)
            {
                TreeBuild build = tree.Build(trial.Request(command, command.Timeout ?? Duration.FromSeconds(1800)), session.Cancellation);
                trial._buildTime = build.Wall;
                if (!build.Succeeded)
                {
                    throw new ProblemException(new(
                        ExitCode.GateSaidNo,
                        "tree-build-failed",
                        $"the build command fails in a copy of the project outside its folder: {command.Text}\n    {Session.Tail(build.Output, 12)}",
                        "see that it needs nothing but what git has or would add, and the declared inputs; an absolute path is such a thing")
                    { Place = plan.Commit ?? plan.Project });
                }

                trial.Unchanged = trial._outputs.Fingerprint();
            }

            return trial;
        }
        catch
        {
            trial.Dispose();
            throw;
        }
    }

    /// <summary>Builds once more with a file that is only newer: what then differs does not come from the source.</summary>
    public void CheckReproducible(string file)
    {
        if (Unchanged is string first)
        {
            _tree.Touch(file);
            Unchanged = Build() && _outputs.Fingerprint() == first ? first : null;
        }
    }

    /// <summary>Puts a change into the source and builds it; false when it is refused.</summary>
    public bool Change(Mutant mutant, string source)
    {
        _tree.Write(mutant.File, HotFunction.Bytes(mutant.Apply(source)));
        return Build();
    }

    /// <summary>Puts other contents into the source and builds them; false when they are refused.</summary>
    public bool Change(IEnumerable<(string File, string Source)> changes)
    {
        foreach ((string file, string source) in changes)
        {
            _tree.Write(file, HotFunction.Bytes(source));
        }

        return Build();
    }

    /// <summary>True when what is built now is the program of the unchanged source.</summary>
    public bool IsUnchanged => Unchanged is string first && _outputs.Fingerprint() == first;

    /// <summary>Takes every change out of the source; the next build will see it.</summary>
    public void Restore() => _tree.Restore();

    /// <summary>Takes every change out of the source and builds that.</summary>
    public void BuildUnchanged()
    {
        _tree.Restore();
        if (!Build())
        {
            throw new ProblemException(new(ExitCode.GateSaidNo, "tree-build-failed", "the unchanged source could be built at first and now cannot", "see whether the machine is out of disk or memory, then run it again") { Place = Folder });
        }
    }

    /// <summary>Where a case runs in this tree, next; what earlier runs left at its outputs is taken away.</summary>
    /// <param name="case">The case.</param>
    /// <param name="timeout">How long it may take; null for its own time-out.</param>
    public RunPlace Place(OracleCase @case, Duration? timeout)
    {
        _tree.ClearOutputs(@case.Outputs);
        // Two trees run at once: what a run costs here says nothing.
        return new(Folder) { Tree = Source, Timeout = timeout, CountsFigures = false, Around = Isolation.In(_tree, _enclosure, @case, _limits) };
    }

    public void Dispose() => _tree.Dispose();

    private bool Build() => _session.Project.Build is not CommandLine command
        || _tree.Build(Request(command, Duration.FromSeconds(Math.Max(FewestBuildSeconds, BuildFactor * _buildTime.Nanoseconds / 1e9))), _session.Cancellation).Succeeded;

    private SpawnRequest Request(CommandLine command, Duration timeout)
    {
        SpawnRequest request = _session.Spawn(command, Folder) with { Timeout = timeout };
        return _variables.Count == 0 ? request : request with { Environment = new Dictionary<string, string?>(request.Environment.Concat(_variables.Where(pair => !request.Environment.ContainsKey(pair.Key)))) };
    }
}
