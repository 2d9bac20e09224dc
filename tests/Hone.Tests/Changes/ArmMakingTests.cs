using System.Text;
using Hone.Cli.Steps.Changes;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Units;

namespace Hone.Tests.Changes;

/// <summary>What is built in a sandbox, for real.</summary>
public sealed class ArmMakingTests : IDisposable
{
    private const string Library = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup></Project>
        """;

    private readonly string _project = Directory.CreateTempSubdirectory("hone-making-").FullName;
    private readonly TreePlace _place = new();

    [Fact]
    public void A_dotnet_solution_of_projects_that_could_be_built_side_by_side_is_built()
    {
        Assert.SkipWhen(Environment.ProcessorCount == 1, "with one processor MSBuild starts no other process, whatever it is told");
        foreach (string name in new[] { "one", "two", "three" })
        {
            Write($"{name}/{name}.csproj", Library);
            Write($"{name}/Class.cs", "public sealed class " + name + ";\n");
        }

        Write("all.slnx", """<Solution><Project Path="one/one.csproj" /><Project Path="two/two.csproj" /><Project Path="three/three.csproj" /></Solution>""");
        using BuildTree tree = BuildTree.Create(new(_project), _place, TestContext.Current.CancellationToken);
        Enclosure enclosure = Enclosure.Prepare(_place.Folder, TestContext.Current.CancellationToken);
        SpawnRequest request = new() { Argv = ["dotnet", "build", "-c", "Release", "--nologo", "-v", "quiet"], WorkingDirectory = tree.Project, Timeout = Duration.FromSeconds(240) };
        foreach (ArmMaking level in ArmMaking.Levels)
        {
            // The command line tool's first use in an empty home folder takes a named mutex outside of the tree, which the strictest level refuses at once.
            Assert.True(level.Enclosed, "no sandbox in which it is built");
            TreeBuild build = tree.Build(level.Around(request, tree, enclosure, new ArmReadable(null, null)), TestContext.Current.CancellationToken);
            Assert.False(build.TimedOut, Encoding.UTF8.GetString(build.Output));
            if (build.Succeeded)
            {
                break;
            }
        }

        Assert.True(File.Exists(Path.Combine(tree.Project, "three/bin/Release/net10.0/three.dll")));
    }

    public void Dispose()
    {
        _place.Dispose();
        Directory.Delete(_project, recursive: true);
    }

    private void Write(string name, string text)
    {
        string path = Path.Combine(_project, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
