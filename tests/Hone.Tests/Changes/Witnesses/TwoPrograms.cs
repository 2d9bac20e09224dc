using Hone.Changes.Patches;
using Hone.Changes.Proofs;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Changes.Witnesses;
using Hone.Cli.Terminal;
using Hone.Tests.Profiling.Symbols;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Changes.Witnesses;

/// <summary>A project whose workload is one small program, and two trees that hold it in two versions. Gone when disposed.</summary>
internal sealed class TwoPrograms : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly string _root = Directory.CreateTempSubdirectory("hone-pair-").FullName;
    private readonly Session _session;

    /// <summary>A pair of Python programs (a source that begins with <c>#include</c> is C), which get <paramref name="input"/> as the file <c>in.txt</c>.</summary>
    /// <param name="baseline">The source without the change.</param>
    /// <param name="candidate">The source with it.</param>
    /// <param name="input">The input's content.</param>
    /// <param name="stdin">It is given as standard input; else as the argument <c>in.txt</c>.</param>
    /// <param name="output">A declared output.</param>
    public TwoPrograms(string baseline, string candidate, string input, bool stdin = true, string? output = null)
    {
        bool isC = baseline.StartsWith("#include", StringComparison.Ordinal);
        string program = isC ? "\"./work\"" : $"\"{Python}\", \"work.py\"";
        string manifest = $"[project]\nname = \"pair\"\n[[workload]]\nname = \"w\"\ncommand = [{program}{(stdin ? "" : ", \"in.txt\"")}]\n"
            + (stdin ? "stdin = \"in.txt\"\n" : "inputs = [\"in.txt\"]\n") + (output is null ? "" : $"outputs = [\"{output}\"]\n");
        foreach ((string folder, string source) in new[] { ("project", baseline), ("a", baseline), ("b", candidate) })
        {
            string tree = Path.Combine(_root, folder);
            Directory.CreateDirectory(tree);
            File.WriteAllText(Path.Combine(tree, "in.txt"), input);
            File.WriteAllText(Path.Combine(tree, isC ? "work.c" : "work.py"), source);
            if (isC)
            {
                Compiler.Run("gcc", "-O1", "-pthread", "-o", Path.Combine(tree, "work"), Path.Combine(tree, "work.c"), "-lm");
            }
        }

        File.WriteAllText(Path.Combine(_root, "project", "hone.toml"), manifest);
        _session = Session.Open(Path.Combine(_root, "project"), new Progress(), TestContext.Current.CancellationToken);
        Patch = Proofs.Diffs.Of(isC ? "work.c" : "work.py", baseline, candidate);
    }

    /// <summary>The project.</summary>
    public Session Session => _session;

    /// <summary>The change; only where it is one stretch of lines is it what git would write.</summary>
    public Patch Patch { get; }

    /// <summary>What the trees are looked at with.</summary>
    public WitnessPlan Plan(params ClaimKind[] kinds) => new(
        _session, OracleCase.Of(_session.Project.Workloads[0]), Path.Combine(_root, "a"), Path.Combine(_root, "b"), [.. kinds.Select(kind => new OwedClaim(kind, "of this test"))])
    {
        Patch = Patch,
        Inputs = 20,
    };

    /// <summary>The witnesses of some claims.</summary>
    public Task<IReadOnlyList<Witness>> RunAsync(params ClaimKind[] kinds) => WitnessRuns.RunAsync(Plan(kinds), TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _session.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
