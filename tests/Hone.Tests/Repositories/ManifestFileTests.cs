using Hone.Linux.Repositories;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Tests.Repositories;

public sealed class ManifestFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-manifest-").FullName;

    public static TheoryData<string> Examples => ["wordfreq", "logreport", "routes"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_manifest_of_every_example_is_valid_and_its_inputs_can_be_prepared(string example)
    {
        string folder = Path.Combine(Hone.Tests.Repository.Root, "examples", example);
        Project project = ManifestFile.Load(folder);

        Assert.Equal(example, project.Name);
        Assert.NotNull(project.Test);
        Assert.All(project.Workloads, workload => Assert.NotNull(workload.Prepare));
        Assert.Empty(ManifestFile.Check(project, folder));
    }

    [Theory]
    [InlineData("wordfreq", "dotnet build Wordfreq.slnx -c Release --nologo -v quiet", "dotnet tests/bin/Release/net10.0/tests.dll", "dotnet src/bin/Release/net10.0/wordfreq.dll")]
    [InlineData("logreport", "make", "make check", "build/logreport")]
    [InlineData("routes", null, "python3 -m unittest discover -s tests -t .", "python3 -m routes")]
    public void A_draft_of_an_example_finds_its_build_its_tests_and_its_program(string example, string? build, string test, string program)
    {
        Project project = Manifest.Parse(ManifestFile.Draft(Path.Combine(Hone.Tests.Repository.Root, "examples", example)), "hone.toml");

        Assert.Equal(example, project.Name);
        Assert.Equal(build, project.Build?.Text);
        Assert.Equal(test, project.Test?.Text);
        Assert.Contains(program, project.Workloads.Select(workload => workload.Command.Text));
    }

    [Fact]
    public void A_draft_is_written_once_and_never_over_an_existing_manifest()
    {
        string text = ManifestFile.Draft(_folder);
        string path = ManifestFile.Create(_folder, text);
        Assert.Equal(text, File.ReadAllText(path));
        Assert.Equal("fill-in", ManifestFile.Load(_folder).Workloads[0].Name);

        Problem problem = Assert.Throws<ProblemException>(() => ManifestFile.Create(_folder, "x")).Problem;
        Assert.Equal((ExitCode.Usage, "manifest-exists", path), (problem.Exit, problem.Rule, problem.Place));
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_not_written_through()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "hone.toml"), Path.Combine(_folder, "elsewhere"));
        Assert.Equal("manifest-exists", Assert.Throws<ProblemException>(() => ManifestFile.Create(_folder, "x")).Problem.Rule);
        Assert.False(File.Exists(Path.Combine(_folder, "elsewhere")));
    }

    [Fact]
    public void A_missing_manifest_and_a_folder_in_its_place_are_problems()
    {
        Assert.Equal("manifest-missing", Assert.Throws<ProblemException>(() => ManifestFile.Load(_folder)).Problem.Rule);
        Assert.Equal("manifest-unwritable", Assert.Throws<ProblemException>(() => ManifestFile.Create(Path.Combine(_folder, "no"), "x")).Problem.Rule);
        Directory.CreateDirectory(Path.Combine(_folder, "hone.toml"));
        Assert.Equal("manifest-unreadable", Assert.Throws<ProblemException>(() => ManifestFile.Load(_folder)).Problem.Rule);
    }

    [Fact]
    public void The_manifest_is_looked_for_in_the_folders_around()
    {
        string deep = Directory.CreateDirectory(Path.Combine(_folder, "a", "b")).FullName;
        ManifestFile.Create(_folder, "");
        Assert.Equal(_folder, ManifestFile.FindFolder(deep));
    }

    [Fact]
    public void Files_of_others_and_links_are_not_listed()
    {
        foreach (string file in (string[])["a.c", "sub/b.c", "node_modules/x/c.js", "sub/bin/d.dll", ".git/e"])
        {
            string path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, "");
        }

        File.CreateSymbolicLink(Path.Combine(_folder, "round"), _folder);
        Assert.Equal(["a.c", "sub/b.c"], ProjectFiles.List(_folder).Order(StringComparer.Ordinal));
    }
}
