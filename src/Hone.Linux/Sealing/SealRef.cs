using System.Text;
using Hone.Equivalence.Sealing;
using Hone.Linux.Repositories;
using Hone.Problems;

namespace Hone.Linux.Sealing;

/// <summary>
/// Seals in git, outside every branch: <c>refs/hone/seal</c> names a commit whose tree holds one file a seal, called
/// <c>PROJECT-ROOT.json</c>; its parents are the seals before. It goes along with a push or a fetch that names it.
/// </summary>
public sealed class SealRef(GitRepository git, CancellationToken cancellation)
{
    /// <summary>The ref.</summary>
    public const string Name = "refs/hone/seal";

    /// <summary>The seal of a project and root, and whether something is there that is not one.</summary>
    public (SealDocument? Document, bool IsBroken) Read(string project, string root)
    {
        if (!IsHex(project) || !IsHex(root))
        {
            return (null, false);
        }

        (int exit, byte[] bytes) = git.AskForBytes(["cat-file", "blob", $"{Name}:{FileName(project, root)}"], null, cancellation);
        SealDocument? document = exit == 0 ? SealDocument.Read(bytes) : null;
        return (document, exit == 0 && document is null);
    }

    /// <summary>The latest seal of a project in the ref, by the number of its ledger entry; null when there is none.</summary>
    public SealDocument? Latest(string project)
    {
        (int exit, string names) = git.Ask(cancellation, "ls-tree", "--full-tree", "--name-only", "-z", Name);
        return exit != 0 || !IsHex(project)
            ? null
            : names.Split('\0').Where(name => name.StartsWith(project + "-", StringComparison.Ordinal) && name.EndsWith(".json", StringComparison.Ordinal))
                .Select(name => Read(project, name[(project.Length + 1)..^".json".Length]).Document).OfType<SealDocument>().MaxBy(document => document.Time);
    }

    /// <summary>True when the ref is there.</summary>
    public bool Exists() => git.Ask(cancellation, "rev-parse", "--verify", "-q", Name).Exit == 0;

    /// <summary>Adds a seal. A file that git cannot take is a problem of exit code 3.</summary>
    /// <param name="document">The seal.</param>
    /// <param name="scratch">A folder for files on the way to git.</param>
    public void Write(SealDocument document, string scratch)
    {
        string file = Path.Combine(scratch, "seal.json");
        File.WriteAllBytes(file, document.Write());
        string blob = Require("hash-object", "-w", "-t", "blob", "--no-filters", file);
        string name = FileName(document.Project, document.Root);
        (int exit, string listed) = git.Ask(cancellation, "ls-tree", "--full-tree", Name);
        string[] lines = [.. (exit == 0 ? listed : "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.EndsWith("\t" + name, StringComparison.Ordinal)), $"100644 blob {blob}\t{name}"];
        string tree = Path.Combine(scratch, "tree");
        File.WriteAllText(tree, string.Join('\n', lines.OrderBy(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal)) + "\n");
        string treeHash = RequireWith(tree, "mktree");
        (int had, string before) = git.Ask(cancellation, "rev-parse", "--verify", "-q", Name + "^{commit}");
        string[] parent = had == 0 ? ["-p", before.Trim()] : [];
        string message = Path.Combine(scratch, "message");
        File.WriteAllText(message, $"hone seal {document.Root}\n\n{document.Because ?? "the first seal"}\n");
        string commit = Require(["-c", "user.name=hone", "-c", "user.email=hone@localhost", "-c", "commit.gpgSign=false", "commit-tree", treeHash, .. parent, "-F", message]);
        _ = Require("update-ref", "-m", "hone seal", Name, commit);
    }

    private static string FileName(string project, string root) => $"{project}-{root}.json";

    private static bool IsHex(string text) => text.Length is > 0 and <= 64 && text.All(char.IsAsciiHexDigitLower);

    private string Require(params string[] arguments) => RequireWith(null, arguments);

    private string RequireWith(string? input, params string[] arguments)
    {
        (int exit, byte[] output) = git.AskForBytes(arguments, input, cancellation);
        return exit == 0
            ? Encoding.UTF8.GetString(output).Trim()
            : throw new ProblemException(new(ExitCode.ToolMissing, "git-refused", $"git does not take the seal: git {arguments.First(word => !word.StartsWith('-'))} ended with exit code {exit}", "see that this repository may be written to: git fsck") { Place = Name });
    }
}
