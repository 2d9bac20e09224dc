using Hone.Cli.Mcp;
using Hone.Problems;

namespace Hone.Tests.Mcp;

public sealed class ServedProjectTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-mcp-").FullName;
    private readonly ServedProject _project;

    public ServedProjectTests()
    {
        File.WriteAllText(Manifest, "[project]\nname = \"served\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n");
        _project = ServedProject.Find(_folder, TestContext.Current.CancellationToken);
    }

    private string Manifest => Path.Combine(_folder, "hone.toml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_thousand_questions_in_a_row_read_the_record_a_few_times()
    {
        for (int i = 0; i < 1000; i++)
        {
            Assert.False(_project.Read().View.Report.Stop.IsMet);
        }

        Assert.InRange(_project.Readings, 1, 100);
    }

    [Fact]
    public void What_changes_on_disk_is_in_the_next_answer()
    {
        Assert.Single(_project.Read().View.Report.Workloads);
        File.AppendAllText(Manifest, "[[workload]]\nname = \"night\"\ncommand = [\"true\"]\n");
        Assert.Equal(2, _project.Read().View.Report.Workloads.Count);
        PhaseReading before = _project.Read();
        Directory.CreateDirectory(Path.Combine(_folder, ".hone"));
        File.WriteAllText(Path.Combine(_folder, ".hone/ledger.jsonl"), "not a ledger\n");
        Assert.Equal(ExitCode.Tampered, Assert.Throws<ProblemException>(() => _project.Read()).Problem.Exit);
        Directory.Delete(Path.Combine(_folder, ".hone"), recursive: true);
        Assert.NotSame(before, _project.Read());
    }

    [Fact]
    public void A_tool_that_wrote_makes_it_read_again()
    {
        PhaseReading first = _project.Read();
        _project.Forget();
        Assert.NotSame(first, _project.Read());
    }

    [Fact]
    public void A_manifest_that_is_broken_and_mended_is_a_problem_and_none_any_more()
    {
        string good = File.ReadAllText(Manifest);
        File.WriteAllText(Manifest, "[project\n");
        Assert.Equal(ExitCode.Usage, Assert.Throws<ProblemException>(() => _project.Read()).Problem.Exit);
        File.WriteAllText(Manifest, good);
        Assert.Single(_project.Read().View.Report.Workloads);
    }

    [Fact]
    public void Without_a_project_no_server_starts() => Assert.Equal("no-manifest", Assert.Throws<ProblemException>(() => ServedProject.Find(Path.GetTempPath(), TestContext.Current.CancellationToken)).Problem.Rule);
}
