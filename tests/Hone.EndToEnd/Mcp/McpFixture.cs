namespace Hone.EndToEnd.Mcp;

/// <summary>A project with an open change, and the official client and inspector from npm.</summary>
public sealed class McpFixture : IDisposable
{
    private const string Client = "@modelcontextprotocol/sdk@1.32.2";
    private const string Inspector = "@modelcontextprotocol/inspector@2.12.0";

    private readonly ChangeProject _project;

    public McpFixture()
    {
        File.WriteAllText(Path.Combine(Packages, "package.json"), """{ "type": "module" }""");
        Task<Tool.Answer> install = Task.Run(() => Tool.Run(Packages, "npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", Client, Inspector));
        _project = new();
        Row = _project.Row();
        (Change, Worktree) = _project.Start(Row);
        Tool.Answer installed = install.Result;
        Assert.True(installed.ExitCode == 0, installed.ToString());
    }

    /// <summary>Where the packages are.</summary>
    public string Packages { get; } = Directory.CreateTempSubdirectory("hone-npm-").FullName;

    public string Row { get; }

    public string Change { get; }

    public string Worktree { get; }

    public string Project => _project.Folder.Path;

    public string State => _project.State;

    /// <summary>What a program in the project sees.</summary>
    public Dictionary<string, string?> Variables => new() { ["XDG_STATE_HOME"] = _project.State };

    internal Tool.Answer Hone(params string[] arguments) => _project.Hone(arguments);

    internal Tool.Running Begin(params string[] arguments) => _project.Begin(arguments);

    /// <summary>Runs one of the scripts that stand beside this file, where the packages are found.</summary>
    internal Tool.Answer Node(string script, params string[] arguments)
    {
        string copy = Path.Combine(Packages, script);
        File.Copy(Path.Combine(Repository.Root, "tests/Hone.EndToEnd/Mcp", script), copy, overwrite: true);
        return Tool.Run(Project, Variables, "node", [copy, .. arguments]);
    }

    public void Dispose()
    {
        _project.Dispose();
        Directory.Delete(Packages, recursive: true);
    }
}
