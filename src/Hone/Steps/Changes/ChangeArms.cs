using Hone.Changes.Runs;
using Hone.Cli.Steps.Changes.Witnesses;
using Hone.Cli.Steps.Oracle;
using Hone.Linux.Processes;
using Hone.Linux.Repositories;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes;

/// <summary>
/// Baseline and candidate, built the same way from clean trees of one commit. Both lie at one path when they are built and run: the other
/// is put aside meanwhile, and both write to the same folders, so that no path, length of a path or name tells a program which of them it is, nor
/// what it costs to make a file. One runs at a time.
/// </summary>
internal sealed class ChangeArms : IDisposable
{
    /// <summary>The baseline's number.</summary>
    public const int Baseline = 0;

    /// <summary>The candidate's number.</summary>
    public const int Candidate = 1;

    private static readonly EnumerationOptions _unlinked = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };

    private readonly Session _session;
    private readonly StagedTrees _trees = new();
    private readonly TreeKeeping?[] _keeping = new TreeKeeping?[2];
    private readonly Enclosure _enclosure;
    private readonly EnclosureLimits _limits = EnclosureLimits.Standard();
    private readonly ArmReadable _readable;
    private ArmMaking _making = ArmMaking.Levels[0];
    private ArmMaking _testing = ArmMaking.Levels[0];

    private ChangeArms(Session session)
    {
        _session = session;
        _enclosure = Enclosure.Prepare(_trees.Folder, session.Cancellation);
        _readable = ArmReadable.Of(session, _trees.Stage);
        Outside = Path.Combine(_trees.Folder, "out");
        Directory.CreateDirectory(Outside);
    }

    /// <summary>How the programs are kept from the machine.</summary>
    public ArmSandbox Level { get; set; } = ArmSandbox.Levels[0];

    /// <summary>A folder that no program of an arm can read or write.</summary>
    public string Outside { get; }

    /// <summary>Outputs that had to be deleted between runs, for want of space: that may cost the next runs time, one arm more than the other.</summary>
    public long Deleted => _trees.Deleted;

    /// <summary>What is recorded of the sandbox.</summary>
    public SandboxReport Sandbox
    {
        get
        {
            SandboxReport report = Level.Report(_enclosure, _readable);
            string[] making = [.. new[] { _making, _testing }.Select(level => level.Without).Where(without => without.Length > 0).Distinct()];
            report = report with { Making = _making.Enclosed && _testing.Enclosed && _enclosure.ProtectsFiles, Without = [.. report.Without, .. making] };
            return _keeping.Select(keeping => keeping?.Changed).OfType<string>().FirstOrDefault() is not string changed ? report
                : report with { Files = false, Without = [.. report.Without, $"a file of the tree was changed by a run: {changed}"] };
        }
    }

    /// <summary>Makes both arms; <paramref name="check"/> says which of them build. An arm that does not build is not there.</summary>
    public static ChangeArms Build(Session session, Candidate candidate, BuildTreePlan plan, out ArmCheck? check)
    {
        ChangeArms arms = new(session);
        try
        {
            CommandLine? command = session.Project.Build;
            string? said = null;
            foreach (ArmMaking level in ArmMaking.Levels)
            {
                arms._making = arms._testing = level;
                said = arms.Make(Baseline, plan, null);
                if (said is null)
                {
                    break;
                }
            }

            bool baseline = said is null;
            said ??= arms.Make(Candidate, plan, candidate);
            check = command is null ? null : new(command.Text, baseline, said is null, said);
            return arms;
        }
        catch
        {
            arms.Dispose();
            throw;
        }
    }

    /// <summary>Builds another candidate in the place of the one that is there; null when it builds, else what the build said.</summary>
    public string? Rebuild(BuildTreePlan plan, Candidate candidate) => Make(Candidate, plan, candidate);

    /// <summary>The project's folder of the arm that is staged.</summary>
    public string Folder => Tree(_trees.Now ?? Baseline).Project;

    /// <summary>The repository's folder of the arm that is staged.</summary>
    public string Source => Tree(_trees.Now ?? Baseline).Source;

    /// <summary>Where a case runs next, of an arm: home, temporary folder and outputs are empty.</summary>
    public RunPlace Place(int arm, OracleCase @case, Duration? timeout)
    {
        Clean(arm, @case);
        BuildTree tree = Tree(arm);
        return new(tree.Project) { Tree = tree.Source, Timeout = timeout, CountsFigures = false, Watch = _keeping[arm], Around = Level.Around(tree, _enclosure, @case, _limits, _readable) };
    }

    /// <summary>Puts an arm in its place and takes away what runs left there.</summary>
    public void Clean(int arm, OracleCase @case)
    {
        _trees.Put(arm);
        BuildTree tree = Tree(arm);
        tree.ClearOutputs(@case.Outputs);
        TreeKeeping.Empty(tree.Home);
        TreeKeeping.Empty(tree.Temporary);
        if (!Level.OutputsOnly || @case.Outputs.Count > 0)
        {
            string[] outputs = [.. @case.Outputs.Select(output => Path.Combine(tree.Project, output))];
            _keeping[arm]!.Sweep(path => Array.Exists(outputs, output => path == output || path.StartsWith(output + "/", StringComparison.Ordinal)));
        }
    }

    /// <summary>
    /// Runs the tests, or others: null when they pass, else what they said. The baseline's find the level that the candidate's have: the first
    /// at which they pass, from that of the build on.
    /// </summary>
    public string? Test(int arm, Func<ArmMaking, string?> run)
    {
        string? said = run(_testing);
        for (int next = LevelAfter(_testing); said is not null && arm == Baseline && next < ArmMaking.Levels.Count; next++)
        {
            if (run(ArmMaking.Levels[next]) is null)
            {
                _testing = ArmMaking.Levels[next];
                return null;
            }
        }

        return said;
    }

    /// <summary>A build or a test, so that it is kept apart as that level says.</summary>
    public SpawnRequest Indoors(SpawnRequest request, BuildTree tree, ArmMaking level) => level.Around(request, tree, _enclosure, _readable);

    /// <summary>Runs something in a copy of an arm that is thrown away afterwards: what tests leave must not be there when it is timed.</summary>
    public T InCopy<T>(int arm, Func<BuildTree, T> action)
    {
        _trees.Put(arm);
        _trees.PutAside();
        try
        {
            RunOutcome copied = ProcessRunner.Run(new() { Argv = ["cp", "-a", "--", _trees.Aside(arm), _trees.Stage], WorkingDirectory = _trees.Folder }, _session.Cancellation);
            return copied.ExitCode == 0 ? action(Tree(arm))
                : throw new ProblemException(new(ExitCode.ToolMissing, "copy-failed", "the built tree cannot be copied: " + Session.Tail(copied.Stderr), "see that there is enough disk space") { Place = _trees.Folder });
        }
        finally
        {
            TreePlace.Remove(_trees.Stage);
        }
    }

    /// <summary>Both arms beside each other, for those who need two trees at once; programs could tell them by their paths there.</summary>
    /// <param name="action">Is given the project's folder of the baseline and that of the candidate.</param>
    public T Apart<T>(Func<string, string, T> action)
    {
        _trees.Part();
        string Of(int arm) => _trees.Aside(arm) + Tree(arm).Project[_trees.Stage.Length..];
        return action(Of(Baseline), Of(Candidate));
    }

    /// <summary>Within <see cref="Apart"/>: puts an arm where it was built, and away again.</summary>
    public ArmStages Stages => new(
        arm =>
        {
            _trees.Put(arm);
            return Tree(arm).Project;
        },
        _trees.PutAside);

    public void Dispose()
    {
        _trees.Dispose();
        _ = _session.Git.Ask(CancellationToken.None, "worktree", "prune");
    }

    // Null when it was built, else what the build said.
    private string? Make(int arm, BuildTreePlan plan, Candidate? candidate)
    {
        BuildTree tree = _trees.Make(arm, plan, _session.Cancellation);
        foreach (TreeEntry entry in candidate?.Source ?? [])
        {
            Put(tree.Source, entry, candidate!);
        }

        string? said = null;
        if (_session.Project.Build is CommandLine command)
        {
            _session.Progress.At((arm == Baseline ? "baseline: " : "candidate: ") + command.Text);
            TreeBuild build = tree.Build(Indoors(_session.Spawn(command, tree.Project) with { Timeout = command.Timeout ?? Duration.FromSeconds(1800) }, tree, _making), _session.Cancellation);
            said = build.Succeeded ? null : Session.Tail(build.Output, 8);
        }

        Compile(tree);
        _trees.Share(plan.Outputs);
        _keeping[arm] = new(tree.Source);
        return said;
    }

    /// <summary>Puts a file of the candidate into a tree.</summary>
    public static void Put(string source, TreeEntry entry, Candidate candidate)
    {
        try
        {
            foreach (string gone in new[] { entry.Old, entry.IsDeleted ? entry.Path : null }.OfType<string>())
            {
                File.Delete(Path.Combine(source, gone));
            }

            if (!entry.IsDeleted)
            {
                string path = Path.Combine(source, entry.Path);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, candidate.Content(entry.NewBlob));
                UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
                File.SetUnixFileMode(path, entry.NewMode == "100755" ? mode | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : mode);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, entry.Path);
        }
    }

    // Python keeps what it compiled beside the source. Where a run may not write there, each would compile again.
    private void Compile(BuildTree tree)
    {
        if (_session.Project.Build is null && ProgramLookup.Find("python3", tree.Project, Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath) is not null
            && Directory.EnumerateFiles(tree.Project, "*.py", _unlinked).Any())
        {
            SpawnRequest compile = new() { Argv = ["python3", "-m", "compileall", "-q", "."], WorkingDirectory = tree.Project, Timeout = Duration.FromSeconds(120) };
            _ = tree.Build(Indoors(compile, tree, _making), _session.Cancellation);
        }
    }

    private BuildTree Tree(int arm) => _trees[arm];

    private static int LevelAfter(ArmMaking level) => ArmMaking.Levels.ToList().IndexOf(level) + 1;
}
