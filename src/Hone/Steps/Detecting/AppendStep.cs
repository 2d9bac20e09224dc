using Hone.Linux.Storage;
using Hone.Measurement.Series;
using Hone.Problems;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Steps.Detecting;

/// <summary>What appended numbers did to a history.</summary>
/// <param name="Began">Whether there was no history before: then the numbers are what later ones are compared with.</param>
/// <param name="State">The history now.</param>
/// <param name="Changes">The changes that the numbers have newly shown.</param>
internal sealed record AppendOutcome(bool Began, AppendingState State, IReadOnlyList<AppendedChange> Changes);

/// <summary>Appends numbers to a history that is known by its state in a file.</summary>
internal static class AppendStep
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    /// <summary>Appends the numbers one by one and replaces the file, while no other hone does.</summary>
    public static AppendOutcome Run(string file, ReadSeries series)
    {
        using FileStream taken = Take(file + ".lock");
        if (AppendingStateFile.Read(file) is not { } state)
        {
            state = AppendingDetector.Begin([.. series.Values]);
            AppendingStateFile.Write(file, state);
            return new(true, state, []);
        }

        List<AppendedChange> changes = [];
        foreach (double value in series.Values)
        {
            (state, AppendedChange? change) = AppendingDetector.Append(state, value);
            if (change is not null)
            {
                changes.Add(change);
            }
        }

        AppendingStateFile.Write(file, state);
        return new(false, state, changes);
    }

    /// <summary>The lock beside the state: two runs at once would each write a history without the other's number.</summary>
    private static FileStream Take(string path)
    {
        DateTime end = DateTime.UtcNow + _patience;
        while (true)
        {
            try
            {
                // The file stays: removing it would let two hold it at once.
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException) && File.Exists(path))
            {
                if (DateTime.UtcNow > end)
                {
                    throw new ProblemException(new(ExitCode.ToolMissing, "state-busy", "another hone has been at work on this history for 10 s", "try again once it has ended") { Place = path }, error);
                }

                Thread.Sleep(20);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw DiskProblem.From(error, path);
            }
        }
    }
}
