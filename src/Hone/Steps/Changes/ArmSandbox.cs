using Hone.Changes.Runs;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes;

/// <summary>How far the programs of both arms are kept from the rest of the machine.</summary>
/// <param name="OwnEnvironment">They get few variables: where programs and languages are, and what the manifest sets.</param>
/// <param name="OutputsOnly">They may write to the declared outputs only, and to folders that are emptied before each run; else anywhere in their tree.</param>
/// <param name="OwnHome">They have an empty home folder of their own.</param>
/// <param name="Hidden">They cannot read the repository, the record, the goldens or the other arm.</param>
/// <param name="NoNetwork">They have no network.</param>
/// <param name="Enclosed">They are enclosed at all.</param>
/// <param name="Without">What is given up at this level, for people; empty at the strictest.</param>
internal sealed record ArmSandbox(bool OwnEnvironment, bool OutputsOnly, bool OwnHome, bool Hidden, bool NoNetwork, bool Enclosed, string Without)
{
    // Where tools are, and how they write; none that puts code into a program (PYTHONPATH, LD_LIBRARY_PATH, NODE_PATH and their like).
    private static readonly string[] _kept = ["PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "DOTNET_ROOT", "JAVA_HOME", "GOROOT"];

    /// <summary>Strictest first. The first at which the baseline does what its goldens say is the one that both arms are run at.</summary>
    public static IReadOnlyList<ArmSandbox> Levels { get; } =
    [
        new(true, true, true, true, true, true, ""),
        new(false, true, true, true, true, true, "both arms see the user's variables, which can put code into them: hone.toml does not set one that the program needs"),
        new(false, true, false, true, true, true, "both arms see the user's home folder: the program needs something from there"),
        new(false, true, false, false, true, true, "both arms can read the repository: the program needs something from outside its tree"),
        new(false, true, false, false, false, true, "both arms keep the network: the program needs it"),
        new(false, false, false, false, false, true, "both arms may write anywhere in their tree: the program writes files that hone.toml does not declare as outputs"),
        new(false, false, false, false, false, false, "both arms run without a sandbox: the program does not work in one"),
    ];

    /// <summary>What is recorded of it.</summary>
    /// <param name="enclosure">What encloses.</param>
    /// <param name="readable">What there is to be read.</param>
    public SandboxReport Report(Enclosure enclosure, ArmReadable readable)
    {
        bool canHide = (OwnHome ? readable.Strict : readable.Loose) is not null;
        List<string> without = Without.Length > 0 ? [Without] : [];
        without.AddRange(enclosure.Notes.Select(note => note.Replace("mutants", "both arms", StringComparison.Ordinal)));
        if (Hidden && !canHide)
        {
            without.Add("both arms can read the repository: what is beside it is too much to name");
        }

        bool files = Enclosed && enclosure.ProtectsFiles;
        return new(files && OutputsOnly, Enclosed && enclosure.CutsNetwork && NoNetwork, files && Hidden && canHide, [.. without]) { Variables = OwnEnvironment };
    }

    /// <summary>What is put around a run in a tree.</summary>
    /// <param name="tree">The tree, as it lies where programs find it.</param>
    /// <param name="enclosure">What encloses.</param>
    /// <param name="case">What is run.</param>
    /// <param name="limits">How much it may have.</param>
    /// <param name="readable">What there is to be read.</param>
    public Func<SpawnRequest, SpawnRequest> Around(BuildTree tree, Enclosure enclosure, OracleCase @case, EnclosureLimits limits, ArmReadable readable) => request =>
    {
        SpawnRequest own = request with { Environment = Variables(request, tree), ClearEnvironment = OwnEnvironment };
        if (!Enclosed)
        {
            return own;
        }

        // An invariant may run the program again in a folder of its own, which only looks like the tree.
        bool elsewhere = !own.WorkingDirectory.StartsWith(tree.Source, StringComparison.Ordinal);
        List<string> writable = OutputsOnly ? [tree.Home, tree.Temporary, .. Folders(tree, @case)] : [.. tree.Writable];
        return enclosure.Enclose(own, elsewhere ? [.. writable, own.WorkingDirectory] : writable, limits, network: !NoNetwork, !Hidden ? null : OwnHome ? readable.Strict : readable.Loose);
    };

    /// <summary>Adds those of Hone's own variables that say where tools are, and no others.</summary>
    public static void Keep(Dictionary<string, string?> variables)
    {
        foreach (string name in _kept)
        {
            if (!variables.ContainsKey(name) && Environment.GetEnvironmentVariable(name) is string value)
            {
                variables[name] = value;
            }
        }
    }

    private Dictionary<string, string?> Variables(SpawnRequest request, BuildTree tree)
    {
        Dictionary<string, string?> variables = new(request.Environment) { ["PYTHONDONTWRITEBYTECODE"] = "1" };
        if (OwnEnvironment)
        {
            Keep(variables);
        }

        if (OwnHome)
        {
            variables["HOME"] = tree.Home;
            variables["TMPDIR"] = tree.Temporary;
        }

        return variables;
    }

    // A rule of Landlock is about a folder that exists; a file is made and replaced in its folder.
    private static IEnumerable<string> Folders(BuildTree tree, OracleCase @case) => @case.Outputs
        .Select(output => Path.Combine(tree.Project, output))
        .Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!)
        .Where(Directory.Exists)
        .Distinct();
}
