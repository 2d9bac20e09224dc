using Hone.Linux.Storage;
using Hone.Measurement.Comparing;
using Hone.Problems;

namespace Hone.Cli.Steps;

/// <summary>Reads the comparisons that <c>hone selftest --export</c> wrote.</summary>
internal static class SelfTestFile
{
    /// <summary>The trials of a file; a line that is none is a problem that names it.</summary>
    public static SelfTestRuns Read(string path)
    {
        SelfTestRuns runs = new() { ReadFrom = path };
        try
        {
            int number = 0;
            foreach (string line in File.ReadLines(path))
            {
                number++;
                SelfTestTrial trial = SelfTestTrial.Read(System.Text.Encoding.UTF8.GetBytes(line)) ?? throw new ProblemException(new(
                    ExitCode.Usage, "selftest-file", "this line is not a comparison of a self-test", "give a file that hone selftest --export wrote")
                { Place = FormattableString.Invariant($"{path}:{number}") });
                runs.Trials.Add(trial);
                if (trial.Load is double load)
                {
                    runs.Loads.Add(load);
                }
            }
        }
        catch (FileNotFoundException)
        {
            throw new ProblemException(new(ExitCode.Usage, "selftest-file", "there is no such file", "give a file that hone selftest --export wrote") { Place = path });
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }

        return runs;
    }
}
