using System.Text;
using Hone.Cli.Steps.Guarding;
using Hone.Reporting.Guarding;
using Hone.Tests.Guardrails;

namespace Hone.Tests.Guarding;

public sealed class GuardFilesTests : IDisposable
{
    private readonly GitProject _project = new();

    [Fact]
    public void A_folder_that_was_made_for_reports_does_not_change_the_project()
    {
        string folder = Path.Combine(_project.Repository.Folder, "reports", "deep");
        Write(folder);
        Assert.True(File.Exists(Path.Combine(folder, "guard.md")));
        Assert.Empty(_project.Repository.Run("status", "--porcelain", "--untracked-files=all"));
        Write(folder);
        Assert.Empty(_project.Repository.Run("status", "--porcelain", "--untracked-files=all"));
    }

    [Fact]
    public void A_folder_that_was_there_gets_the_reports_and_nothing_else()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_project.Repository.Folder, "reports")).FullName;
        Write(folder);
        Assert.False(File.Exists(Path.Combine(folder, ".gitignore")));
        Assert.Contains("reports/guard.md", Encoding.UTF8.GetString(_project.Repository.Run("status", "--porcelain", "--untracked-files=all")), StringComparison.Ordinal);
    }

    public void Dispose() => _project.Dispose();

    private void Write(string folder) =>
        GuardFiles.Write(_project.Session, folder, new GuardReport("p", Checks.Of(Checks.Workload("day", Checks.Pairs(1, 20, 0.01))), [], []), [.. "{}"u8]);
}
