using System.Text;
using Hone.Linux.Storage;

namespace Hone.Linux.Trackers;

/// <summary>
/// The beads whose making began and is not known to have ended, a key a line, beside the leases. A tracker makes an issue first and its edges
/// after it, and can die between; the next seeding completes what stands here, and adds no edge to any other bead, because a
/// person may have taken it away.
/// </summary>
internal sealed class SeedJournal(string path)
{
    private const int MostBytes = 16 << 20;

    /// <summary>The keys; one that cannot be read counts as empty.</summary>
    public IReadOnlyList<string> Read()
    {
        try
        {
            return File.Exists(path) && new FileInfo(path).Length <= MostBytes ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Replaces the keys; call with the lock of the leases held.</summary>
    public void Write(IEnumerable<string> keys)
    {
        string text = string.Concat(keys.Select(key => key + "\n"));
        if (text.Length > 0)
        {
            DurableFile.Replace(path, Encoding.UTF8.GetBytes(text));
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
