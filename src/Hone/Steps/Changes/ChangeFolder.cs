using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Changes;

/// <summary>Where a change lies: in the user's state directory, outside every repository.</summary>
/// <param name="Folder">The change's folder, absolute.</param>
internal sealed record ChangeFolder(string Folder)
{
    /// <summary>The file that says which project and change a worktree belongs to.</summary>
    public const string OwnerFile = "change";

    private const string State = "changes";

    /// <summary>The worktree.</summary>
    public string Worktree => Path.Combine(Folder, "tree");

    /// <summary>The proof, which the author fills in.</summary>
    public string Proof => Path.Combine(Folder, "proof.json");

    /// <summary>The folder of a change.</summary>
    public static ChangeFolder Of(Session session, string id) => new(Path.Combine(All(session), id));

    /// <summary>The folder that holds all changes of a project: one clone's, since worktrees belong to a clone.</summary>
    public static string All(Session session) => UserState.OfProject(session.Folder, State);

    /// <summary>The project and change whose worktree a folder lies in; null when it lies in none.</summary>
    public static (string Project, string Id)? Around(string folder)
    {
        for (string? at = Path.GetFullPath(folder); at is not null; at = Path.GetDirectoryName(at))
        {
            string file = Path.Combine(at, OwnerFile);
            if (Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(at) ?? "") ?? "") == State && OutputWatch.IsRegular(file) && File.ReadAllText(file).Split('\n') is [string project, string id, ..])
            {
                return (project, id);
            }
        }

        return null;
    }

    /// <summary>Makes the folder and its owner file.</summary>
    public void Create(string project, string id)
    {
        try
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(Path.Combine(Folder, OwnerFile), $"{project}\n{id}\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Folder);
        }
    }
}
