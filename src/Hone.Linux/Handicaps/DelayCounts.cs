using Hone.Linux.Storage;
using Hone.Opportunities.Handicaps;

namespace Hone.Linux.Handicaps;

/// <summary>The folder that counters leave their files in, one for each process of a run.</summary>
/// <param name="folder">The folder, absolute; only what is tested writes there.</param>
public sealed class DelayCounts(string folder)
{
    private const long LargestFile = 64 << 20;
    private const int MostFiles = 10_000;

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>Makes the folder.</summary>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }
    }

    /// <summary>What the last run's counters say, and takes their files away. What is no regular file of a sensible size is passed over.</summary>
    public DelayTotals Take()
    {
        List<DelaySlot> slots = [];
        try
        {
            foreach (string file in Directory.EnumerateFileSystemEntries(folder).Take(MostFiles).ToList())
            {
                if (OutputWatch.IsRegular(file) && new FileInfo(file).Length <= LargestFile)
                {
                    slots.AddRange(DelaySlot.Read(File.ReadAllBytes(file)));
                }

                File.Delete(file);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }

        return DelayTotals.Of(slots);
    }
}
