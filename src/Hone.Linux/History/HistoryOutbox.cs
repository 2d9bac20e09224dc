using Hone.Guardrails.History;
using Hone.Linux.Storage;

namespace Hone.Linux.History;

/// <summary>
/// Entries on their way to a shared database: each lies on the disk before it is sent and until the server said that it has it, so that
/// neither a server that is away nor a kill loses one. Several Hones may use one queue.
/// </summary>
/// <param name="folder">The queue's folder; made when it is first needed.</param>
public sealed class HistoryOutbox(string folder)
{
    private const string Extension = ".jsonl";
    private const int MostFiles = 200;

    /// <summary>How many deliveries wait.</summary>
    public int Count => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*" + Extension).Count() : 0;

    /// <summary>Puts entries in; the same ones again are one delivery.</summary>
    public void Put(IReadOnlyList<StoredEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }

        string text = string.Concat(entries.Select(entry => entry.Line + "\n"));
        DurableFile.Replace(Path.Combine(folder, HistoryLine.IdOf(text) + Extension), HistoryChunk.Write(entries.Select(entry => entry.Line)));
    }

    /// <summary>Sends what waits. A server that is away is a <see cref="Problems.ProblemException"/>; what was not sent stays.</summary>
    /// <returns>How many entries were sent.</returns>
    public int Deliver(HistoryDatabase database)
    {
        try
        {
            return DeliverAll(database);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }
    }

    private int DeliverAll(HistoryDatabase database)
    {
        int sent = 0;
        while (Directory.Exists(folder))
        {
            (string File, IReadOnlyList<StoredEntry> Entries)[] waiting =
            [
                .. Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal).Take(MostFiles).Select(file => (file, Read(file))),
            ];
            if (waiting.Length == 0)
            {
                break;
            }

            StoredEntry[] entries = [.. waiting.SelectMany(each => each.Entries).DistinctBy(entry => entry.Id)];
            database.Deliver(entries);
            sent += entries.Length;
            foreach ((string file, _) in waiting)
            {
                // Another Hone may have sent and removed it too.
                File.Delete(file);
            }
        }

        return sent;
    }

    private static IReadOnlyList<StoredEntry> Read(string file)
    {
        try
        {
            return [.. HistoryChunk.Lines(File.ReadAllBytes(file)).Select(HistoryLine.Read).OfType<StoredEntry>()];
        }
        catch (FileNotFoundException)
        {
            return [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, file);
        }
    }
}
