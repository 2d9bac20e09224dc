using Hone.Linux.Processes;
using Hone.Linux.Repositories;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// A copy of the project outside it, which can be changed and built again and again. In a git repository it is a work tree of its
/// own, so that a build which asks git for its version gets an answer; elsewhere it is a copy of the source files. Object files stay
/// between builds: a file that is written gets a later time than everything that was built before. Not safe to use from several
/// threads; several trees are.
/// </summary>
public sealed class BuildTree : IDisposable
{
    private readonly string _root;
    private readonly GitWorktrees? _git;
    private readonly Dictionary<string, byte[]> _originals = [];
    private HashSet<string> _keptOutputs = [];
    private HashSet<string>? _keptFolders;

    private BuildTree(string root, string source, string project, GitWorktrees? git)
    {
        _root = root;
        _git = git;
        Source = source;
        Project = project;
        Home = Path.Combine(root, "home");
        Temporary = Path.Combine(root, "tmp");
    }

    /// <summary>The copy's outermost folder: the repository's, or the project's where there is no repository.</summary>
    public string Source { get; }

    /// <summary>The folder that takes the place of the project folder, absolute.</summary>
    public string Project { get; }

    /// <summary>An empty home folder.</summary>
    public string Home { get; }

    /// <summary>An empty folder for temporary files.</summary>
    public string Temporary { get; }

    /// <summary>Where outputs go that are taken away; null where they are deleted.</summary>
    public OutputShelf? Shelf { get; set; }

    /// <summary>The folders that a program which runs in the tree may write to.</summary>
    public IReadOnlyList<string> Writable => [Source, Home, Temporary];

    /// <summary>Makes a tree. What fails is a <see cref="ProblemException"/>, and nothing is left behind.</summary>
    public static BuildTree Create(BuildTreePlan plan, TreePlace place, CancellationToken cancellation) => CreateAt(plan, place.Next(), cancellation);

    /// <summary>As <see cref="Create"/>, in a folder that is given, empty or not there.</summary>
    public static BuildTree CreateAt(BuildTreePlan plan, string root, CancellationToken cancellation)
    {
        string source = Path.Combine(root, "tree");
        GitWorktrees git = new(plan.Project);
        try
        {
            string? inside = git.Add(source, plan.Commit, cancellation);
            if (inside is null && plan.Commit is not null)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-such-commit", $"there is no commit '{plan.Commit}' to be had here", "name a commit of this repository") { Place = plan.Project });
            }

            BuildTree tree = new(root, source, Path.GetFullPath(Path.Combine(source, inside ?? ".")), inside is null ? null : git);
            tree.Fill(plan, git, inside is not null, cancellation);
            return tree;
        }
        catch
        {
            git.Remove(source, CancellationToken.None);
            TreePlace.Remove(root);
            throw;
        }
    }

    /// <summary>The content of a file of the source as it was before any change; null when there is none.</summary>
    /// <param name="file">Relative to the project folder.</param>
    public byte[]? Original(string file)
    {
        if (_originals.TryGetValue(file, out byte[]? known))
        {
            return known;
        }

        string path = Path.Combine(Project, file);
        return File.Exists(path) ? _originals[file] = File.ReadAllBytes(path) : null;
    }

    /// <summary>Changes a file of the source; builds see that it is newer.</summary>
    /// <param name="file">Relative to the project folder.</param>
    /// <param name="content">Its new content.</param>
    public void Write(string file, byte[] content)
    {
        _ = Original(file);
        Put(file, content);
    }

    /// <summary>Gives every changed file its content back, newer than what was built of the change.</summary>
    public void Restore()
    {
        foreach ((string file, byte[] content) in _originals)
        {
            string path = Path.Combine(Project, file);
            if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
            {
                Put(file, content);
            }
        }
    }

    /// <summary>
    /// Takes away what runs left at the declared outputs: hundreds of runs would fill the folder, and none may find what another
    /// wrote. What the source itself has there stays.
    /// </summary>
    /// <param name="outputs">Files and folders, relative to the project folder.</param>
    public void ClearOutputs(IReadOnlyList<string> outputs)
    {
        foreach (string file in OutputFiles(outputs).Where(file => !_keptOutputs.Contains(file)))
        {
            Take(file);
        }

        // The outermost first, and those in it are gone with it.
        foreach (string folder in _keptFolders is null ? [] : OutputFolders(outputs).Where(folder => !_keptFolders.Contains(folder)).OrderBy(folder => folder.Length).ToList())
        {
            if (Directory.Exists(folder))
            {
                Take(folder);
            }
        }
    }

    /// <summary>From here on folders are taken away with the outputs as well, except for those that are there now: the name of an empty folder can tell the next run something.</summary>
    /// <param name="outputs">Files and folders, relative to the project folder.</param>
    public void KeepOutputFolders(IReadOnlyList<string> outputs) => _keptFolders = [.. OutputFolders(outputs)];

    /// <summary>The folders that runs write to and that are empty, absolute; without those that a link leads to.</summary>
    /// <param name="outputs">Files and folders, relative to the project folder.</param>
    public IEnumerable<string> EmptyFolders(IReadOnlyList<string> outputs) => outputs
        .Select(output => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(Project, output)))).Where(path => Directory.Exists(path) && PathLinks.Inside(Source, path) == path)
        .Concat([Home, Temporary]).Where(folder => !Directory.EnumerateFileSystemEntries(folder).Any());

    /// <summary>Gives a file another time without another content, so that what depends on it is built again.</summary>
    public void Touch(string file) => Put(file, Original(file) ?? []);

    /// <summary>Runs a build here.</summary>
    /// <param name="request">How it is started; its folder must lie in the tree.</param>
    /// <param name="cancellation">Stops it.</param>
    public TreeBuild Build(SpawnRequest request, CancellationToken cancellation)
    {
        if (!request.WorkingDirectory.StartsWith(Source, StringComparison.Ordinal))
        {
            throw new ArgumentException("a build in a tree starts in the tree", nameof(request));
        }

        RunOutcome outcome = ProcessRunner.Run(
            request with
            {
                Stdout = new OutputTarget.Capture(64 * 1024),
                Stderr = new OutputTarget.Capture(64 * 1024),
                OrphanGrace = Duration.FromSeconds(2),
            },
            cancellation);
        return new(outcome.ExitCode == 0 && !outcome.TimedOut, outcome.TimedOut, outcome.Wall, [.. outcome.Stdout, .. outcome.Stderr]);
    }

    /// <summary>Removes the tree; what cannot be removed stays for the next Hone.</summary>
    public void Dispose()
    {
        _git?.Remove(Source, CancellationToken.None);
        TreePlace.Remove(_root);
    }

    private void Fill(BuildTreePlan plan, GitWorktrees git, bool inRepository, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(Home);
            Directory.CreateDirectory(Temporary);
            Directory.CreateDirectory(Project);
            if (inRepository && plan.Commit is null)
            {
                TreeFiles.Copy(git.TopLevel!, Source, git.Files(cancellation));
                GitWorktrees.Index(Source, cancellation);
            }

            if (!inRepository || (plan.Whole && plan.Commit is null))
            {
                TreeFiles.Copy(plan.Project, Project, TreeFiles.Sources(plan.Project, plan.Whole));
            }

            foreach (string input in plan.Inputs.Where(input => !Path.Exists(Path.Combine(Project, input)) && !TreeFiles.LeadsOut(Source, Path.Combine(Project, input))))
            {
                TreeFiles.CopyOne(Path.Combine(plan.Project, input), Path.Combine(Project, input));
            }

            foreach (string output in plan.Outputs)
            {
                string folder = Directory.Exists(Path.Combine(plan.Project, output)) ? output : Path.GetDirectoryName(output) ?? "";
                if (folder.Length > 0 && Directory.Exists(Path.Combine(plan.Project, folder)))
                {
                    Directory.CreateDirectory(Path.Combine(Project, folder));
                }
            }

            _keptOutputs = [.. OutputFiles(plan.Outputs)];
            foreach (string dependency in TreeFiles.Dependencies)
            {
                string there = Path.Combine(plan.Project, dependency);
                if (Directory.Exists(there) && !Path.Exists(Path.Combine(Project, dependency)))
                {
                    File.CreateSymbolicLink(Path.Combine(Project, dependency), there);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Source);
        }
    }

    private IEnumerable<string> OutputFiles(IReadOnlyList<string> outputs) => outputs.Select(output => Path.Combine(Project, output)).SelectMany(path =>
        Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null
            ? TreeFiles.Entries(path).Where(entry => !entry.IsFolder).Select(entry => entry.Path).ToList()
            : Path.Exists(path) || new FileInfo(path).LinkTarget is not null ? [path] : []);

    private IEnumerable<string> OutputFolders(IReadOnlyList<string> outputs) => outputs.Select(output => Path.Combine(Project, output))
        .Where(path => Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        .SelectMany(path => TreeFiles.Entries(path).Where(entry => entry.IsFolder).Select(entry => entry.Path));

    private void Take(string path)
    {
        try
        {
            if (Shelf is not null)
            {
                Shelf.Put(path);
            }
            else
            {
                OutputShelf.Delete(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private void Put(string file, byte[] content)
    {
        string path = Path.Combine(Project, file);
        try
        {
            File.WriteAllBytes(path, content);

            // The kernel's own time is some milliseconds late, and what was built just now may bear the same.
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}

/// <summary>How a build in a tree ended.</summary>
/// <param name="Succeeded">It ended with 0, in time.</param>
/// <param name="TimedOut">It took too long.</param>
/// <param name="Wall">How long it took.</param>
/// <param name="Output">What it printed, as far as it was kept.</param>
public sealed record TreeBuild(bool Succeeded, bool TimedOut, Duration Wall, byte[] Output);
