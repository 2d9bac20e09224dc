using System.Diagnostics;
using System.Text;
using Hone.Changes.Patches;

namespace Hone.Tests.Changes;

/// <summary>A repository in a temporary folder, and git itself.</summary>
internal sealed class GitFolder : IDisposable
{
    public GitFolder() => Run("init", "-q", "-b", "main");

    public string Folder { get; } = Directory.CreateTempSubdirectory("hone-test-").FullName;

    /// <summary>What git writes for the difference of two states of files; null for a file that is not there.</summary>
    public static Patch Diff(params IReadOnlyList<(string Path, string? Before, string? After)> files)
    {
        using GitFolder folder = new();
        folder.State(files.Select(file => (file.Path, file.Before)));
        string before = folder.Tree();
        folder.State(files.Select(file => (file.Path, file.After)));
        return Patch.Parse(folder.DiffOf(before, folder.Tree()));
    }

    /// <summary>Writes files, a letter for each byte; those without text are removed.</summary>
    public void State(IEnumerable<(string Path, string? Text)> files)
    {
        foreach ((string path, string? text) in files)
        {
            string full = Path.Combine(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (text is null)
            {
                File.Delete(full);
                continue;
            }

            File.WriteAllBytes(full, Encoding.Latin1.GetBytes(text));
        }
    }

    public string? Text(string path) => File.Exists(Path.Combine(Folder, path)) ? Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(Folder, path))) : null;

    /// <summary>The tree of what is there.</summary>
    public string Tree()
    {
        Run("add", "-A");
        return Encoding.ASCII.GetString(Run("write-tree")).Trim();
    }

    public string Commit()
    {
        Run("add", "-A");
        Run("-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", "state");
        return Encoding.ASCII.GetString(Run("rev-parse", "HEAD")).Trim();
    }

    public byte[] DiffOf(string before, string after) => Run("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "-M", "-U3", before, after);

    public byte[] Run(params string[] arguments)
    {
        ProcessStartInfo start = new("git", arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        using Process git = Process.Start(start)!;
        Task<string> errors = git.StandardError.ReadToEndAsync();
        using MemoryStream output = new();
        git.StandardOutput.BaseStream.CopyTo(output);
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, string.Join(' ', arguments) + ": " + errors.Result);
        return output.ToArray();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
