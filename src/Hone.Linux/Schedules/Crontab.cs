using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Schedules;

/// <summary>The user's crontab, by crontab(1). Bytes that are no ASCII pass through unchanged.</summary>
public static class Crontab
{
    private const int MostBytes = 1 << 20;

    /// <summary>
    /// Held from reading to writing, so that of two Hones that change it at once neither loses the other's line: a file in the user's state
    /// directory, as a crontab is the user's on one machine.
    /// </summary>
    /// <param name="project">The project folder.</param>
    /// <param name="patience">How long another Hone is waited for.</param>
    public static IDisposable Lock(string project, TimeSpan patience) => FileLock.Take(Path.Combine(UserState.Folder(project, "schedules"), "crontab.lock"), "crontab", patience);

    /// <summary>All of it, a letter for each byte; empty when the user has none. No crontab(1) is a problem.</summary>
    public static string Read(CancellationToken cancellation)
    {
        RunOutcome outcome = Run(null, cancellation, "-l");
        string said = Encoding.Latin1.GetString(outcome.Stderr);
        return outcome switch
        {
            { ExitCode: 0 } when outcome.StdoutBytes <= MostBytes => Encoding.Latin1.GetString(outcome.Stdout),
            { ExitCode: 0 } => throw new ProblemException(new(ExitCode.Usage, "crontab-too-large", $"the crontab has more than {MostBytes >> 20} MiB", "shorten it with: crontab -e")),
            _ when said.Contains("no crontab", StringComparison.OrdinalIgnoreCase) => "",
            _ => throw Refused("read", outcome, said),
        };
    }

    /// <summary>Replaces it.</summary>
    public static void Write(string text, CancellationToken cancellation)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, Encoding.Latin1.GetBytes(text));
            RunOutcome outcome = Run(file, cancellation, "-");
            if (outcome.ExitCode != 0)
            {
                throw Refused("written", outcome, Encoding.Latin1.GetString(outcome.Stderr));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static RunOutcome Run(string? input, CancellationToken cancellation, params string[] arguments) => ProcessRunner.Run(
        new()
        {
            Argv = ["crontab", .. arguments],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
            StdinFile = input,
            Stdout = new OutputTarget.Capture(MostBytes),
            Timeout = Duration.FromSeconds(30),
        },
        cancellation);

    private static ProblemException Refused(string what, RunOutcome outcome, string said) => new(new(
        ExitCode.ToolMissing,
        "crontab-refused",
        outcome.TimedOut ? $"the crontab could not be {what}: crontab did not end within 30 s" : $"the crontab could not be {what}: {said.Trim()} (exit code {outcome.ExitCode})",
        "see whether you may have one: crontab -l"));
}
