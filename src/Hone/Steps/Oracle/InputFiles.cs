using Hone.Equivalence;
using Hone.Equivalence.Invariants;
using Hone.Linux.Storage;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>The inputs of a case as files, read when they are asked for; only what the manifest states as an input, or what lies in such a folder.</summary>
internal sealed class InputFiles(OracleCase @case, RunPlace place)
{
    private readonly Dictionary<string, ObservedContent> _read = new(StringComparer.Ordinal);

    /// <summary>The files that are stated, by path, and <c>stdin</c>.</summary>
    public IReadOnlyList<string> Names =>
        [.. @case.Inputs.Where(path => OutputWatch.IsRegular(Path.Combine(place.Folder, path))), .. @case.StdinFile is null ? Array.Empty<string>() : [FuzzSettings.StandardInput]];

    /// <summary>The content of an input.</summary>
    public ObservedContent Read(string path)
    {
        lock (_read)
        {
            if (!_read.TryGetValue(path, out ObservedContent content))
            {
                content = Content(path);
                _read[path] = content;
            }

            return content;
        }
    }

    private ObservedContent Content(string path)
    {
        if (place.Input is InputBytes other && (other.Path == path || (path == FuzzSettings.StandardInput && other.Path == @case.StdinFile)))
        {
            return ObservedContent.Of(other.Bytes);
        }

        string? file = path == FuzzSettings.StandardInput ? @case.StdinFile
            : @case.StdinFile == path || @case.Inputs.Any(input => input == path || path.StartsWith(input + "/", StringComparison.Ordinal)) ? path
            : null;
        if (file is null)
        {
            return ObservedContent.Absent;
        }

        string full = Path.Combine(place.Folder, file);
        try
        {
            return !OutputWatch.IsRegular(full) ? ObservedContent.Absent
                : new FileInfo(full).Length > ChannelRecorder.KeepLimit ? ObservedContent.NotKept
                : ObservedContent.Of(File.ReadAllBytes(full));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, full);
        }
    }
}
