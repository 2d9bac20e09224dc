using Hone.Equivalence;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>How far a trial run is kept from the rest of the machine.</summary>
/// <param name="OutputsOnly">It may write to the declared outputs only; else anywhere in its tree.</param>
/// <param name="OwnHome">It has an empty home folder of its own.</param>
/// <param name="NoNetwork">It has no network.</param>
/// <param name="Enclosed">It is enclosed at all.</param>
/// <param name="Without">What is given up at this level, for people; empty at the strictest.</param>
internal sealed record Isolation(bool OutputsOnly, bool OwnHome, bool NoNetwork, bool Enclosed, string Without)
{
    /// <summary>
    /// Strictest first. The first at which the unchanged program still does what its goldens say is the one that is used; the last, which
    /// protects nothing, only when the user asks for it.
    /// </summary>
    public static IReadOnlyList<Isolation> Levels { get; } =
    [
        new(true, true, true, true, ""),
        new(false, true, true, true, "mutants may write anywhere in their tree: the program writes files that hone.toml does not declare as outputs"),
        new(false, false, true, true, "mutants see the user's home folder, which they cannot write to: the program needs something from there"),
        new(false, false, false, true, "mutants keep the network: the program needs it"),
        new(false, false, false, false, "what is tried runs without protection, as asked for: the program does not work in an enclosure"),
    ];

    /// <summary>What wraps a run in a tree.</summary>
    public Func<SpawnRequest, SpawnRequest> In(BuildTree tree, Enclosure enclosure, OracleCase @case, EnclosureLimits limits)
    {
        IReadOnlyList<string> writable = OutputsOnly ? [tree.Home, tree.Temporary, .. Folders(tree, @case)] : tree.Writable;
        return request =>
        {
            Dictionary<string, string?> variables = new(request.Environment) { ["PYTHONDONTWRITEBYTECODE"] = "1" };
            if (OwnHome)
            {
                variables["HOME"] = tree.Home;
                variables["TMPDIR"] = tree.Temporary;
            }

            SpawnRequest own = request with { Environment = variables };

            // An invariant may run the program again in a folder of its own, which only looks like the tree.
            bool elsewhere = !own.WorkingDirectory.StartsWith(tree.Source, StringComparison.Ordinal);
            return Enclosed ? enclosure.Enclose(own, elsewhere ? [.. writable, own.WorkingDirectory] : writable, limits, network: !NoNetwork) : own;
        };
    }

    // A rule of Landlock is about a folder that exists; a file is made and replaced in its folder.
    private static IEnumerable<string> Folders(BuildTree tree, OracleCase @case) => @case.Outputs
        .Select(output => Path.Combine(tree.Project, output))
        .Select(path => Directory.Exists(path) ? path : Path.GetDirectoryName(path)!)
        .Where(Directory.Exists)
        .Distinct();
}
