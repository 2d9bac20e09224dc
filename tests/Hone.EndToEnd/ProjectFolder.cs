namespace Hone.EndToEnd;

/// <summary>A throw-away project in a git repository of its own.</summary>
internal sealed class ProjectFolder : IDisposable
{
    public ProjectFolder(string? manifest = null, bool git = true)
    {
        Path = Directory.CreateTempSubdirectory("hone-e2e-").FullName;
        if (git)
        {
            Git("init", "-q");
            Git("config", "user.email", "tester@example.org");
            Git("config", "user.name", "tester");
        }

        if (manifest is not null)
        {
            Write("hone.toml", manifest);
            if (git)
            {
                Commit("manifest");
            }
        }
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    public void Commit(string message)
    {
        Git("add", "-A");
        Git("commit", "-q", "-m", message);
    }

    public Tool.Answer Hone(params string[] arguments) => Tool.Hone(Path, arguments);

    public void Git(params string[] arguments)
    {
        Tool.Answer answer = Tool.Run(Path, "git", arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    public void Dispose()
    {
        // A test may have taken write permission away.
        _ = Tool.Run("/", "chmod", "-R", "u+rwX", Path);
        Directory.Delete(Path, recursive: true);
    }
}
