using System.Diagnostics;
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

    // What the drift check, hone due and hone run end with, whether STRICT is set, and what the night ends with.
    [Theory]
    [InlineData(0, 0, 0, false, 0)]
    [InlineData(4, 0, 0, false, 0)]
    [InlineData(4, 0, 0, true, 4)]
    [InlineData(4, 1, 0, true, 4)]
    [InlineData(4, 0, 3, false, 3)]
    [InlineData(4, 0, 3, true, 3)]
    [InlineData(0, 0, 4, false, 4)]
    [InlineData(0, 2, 0, false, 2)]
    [InlineData(1, 0, 3, false, 1)]
    [InlineData(3, 0, 0, true, 3)]
    public void A_night_ends_with_what_its_check_says_and_with_its_round_s_code_when_that_says_nothing(int drift, int due, int round, bool strict, int expected)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("hone-test-");
        try
        {
            string ci = folder.CreateSubdirectory("ci").FullName;
            string bin = folder.CreateSubdirectory("bin").FullName;
            File.WriteAllText(Path.Combine(ci, "hone.sh"), CiFiles.Of("plain", "").Text);
            string hone = Path.Combine(bin, "hone");
            File.WriteAllText(hone, $"#!/bin/sh\ncase \"$1\" in guard) exit {drift} ;; due) exit {due} ;; run) exit {round} ;; esac\n");
            File.SetUnixFileMode(hone, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            ProcessStartInfo start = new("/bin/sh", [Path.Combine(ci, "hone.sh"), "nightly"]) { RedirectStandardError = true, RedirectStandardOutput = true };
            start.Environment["PATH"] = bin + ":/usr/bin:/bin";
            start.Environment["STRICT"] = strict ? "1" : "";
            using Process script = Process.Start(start)!;
            script.WaitForExit();
            Assert.Equal(expected, script.ExitCode);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

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
