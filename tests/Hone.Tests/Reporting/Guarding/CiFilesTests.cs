using Hone.Reporting.Guarding;

namespace Hone.Tests.Reporting.Guarding;

/// <summary>The files of CI: what runs, and that nothing posts by itself.</summary>
public sealed class CiFilesTests
{
    [Fact]
    public void The_workflow_of_GitHub() => Golden.Check(CiFiles.Of("github", "").Text);

    [Fact]
    public void The_jobs_of_GitLab_in_a_folder_of_the_repository() => Golden.Check(CiFiles.Of("gitlab", "apps/day").Text);

    [Fact]
    public void The_script_for_any_other() => Golden.Check(CiFiles.Of("plain", "").Text);

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    [InlineData("plain")]
    public void Nothing_posts_and_no_token_is_used(string server)
    {
        string[] active = [.. CiFiles.Of(server, "").Text.Split('\n').Where(line => !line.TrimStart().StartsWith('#'))];
        Assert.DoesNotContain(active, line => line.Contains("gh api", StringComparison.Ordinal) || line.Contains("TOKEN", StringComparison.OrdinalIgnoreCase) || line.Contains("curl", StringComparison.Ordinal) || line.Contains(": write", StringComparison.Ordinal));
        Assert.Contains(active, line => line.Contains("hone guard check --base", StringComparison.Ordinal));
        Assert.Contains(active, line => line.Contains("hone run", StringComparison.Ordinal));
        Assert.DoesNotContain(active, line => line.Contains('@', StringComparison.Ordinal) && !line.Contains("uses: ", StringComparison.Ordinal));
        Assert.NotEmpty(CiFiles.Next(server));
    }
}
