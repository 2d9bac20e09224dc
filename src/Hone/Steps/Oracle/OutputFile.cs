using System.Text;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Oracle;

/// <summary>One file that a run left at its declared outputs: kind, permissions and content.</summary>
internal static class OutputFile
{
    /// <summary>Reads it as it comes. A link's content is its target's path; a pipe, socket or device has none.</summary>
    public static (GoldenChannel Channel, byte[]? Bytes) Read(string folder, string relative, ChannelReading? reading)
    {
        string path = Path.Combine(folder, relative);
        string name = ChannelName.OfFile(relative);
        try
        {
            (string kind, string mode) = OutputWatch.KindOf(path);
            using ChannelRecorder recorder = new(kind == "file" ? reading : null);
            if (kind == "file")
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
                byte[] buffer = new byte[128 * 1024];
                int read;
                while ((read = file.Read(buffer)) > 0)
                {
                    recorder.Add(buffer.AsMemory(0, read));
                }
            }
            else
            {
                recorder.Add(Encoding.UTF8.GetBytes(kind == "link" ? new FileInfo(path).LinkTarget ?? "" : "not a regular file"));
            }

            (GoldenChannel channel, byte[]? bytes) = recorder.Finish(name);
            return (channel with { Kind = kind, Mode = kind == "link" ? null : mode }, bytes);
        }
        catch (UnauthorizedAccessException)
        {
            // A file that its own program made unreadable: that is its behaviour, and the permissions tell it.
            (GoldenChannel channel, byte[]? bytes) = Observing.OfText(name, "not readable");
            (string kind, string mode) = OutputWatch.KindOf(path);
            return (channel with { Kind = kind, Mode = mode }, bytes);
        }
        catch (IOException error)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
