using Hone.Equivalence;
using Hone.Linux.Storage;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle;

/// <summary>An input with other bytes for one run; disposing it puts the old ones back.</summary>
internal sealed class PlacedInput : IDisposable
{
    private readonly string? _path;
    private readonly string? _saved;
    private readonly Scratch? _scratch;
    private readonly IInputWatch? _watch;

    private PlacedInput(Scratch? scratch, string? stdin, string? path, string? saved, IInputWatch? watch) => (_scratch, Stdin, _path, _saved, _watch) = (scratch, stdin, path, saved, watch);

    /// <summary>The file that takes the place of standard input; null for the case's own.</summary>
    public string? Stdin { get; }

    /// <summary>Puts the place's input where the case reads it.</summary>
    public static PlacedInput Put(Session session, OracleCase @case, RunPlace place)
    {
        if (place.Input is not InputBytes input)
        {
            return new(null, null, null, null, null);
        }

        Scratch scratch = new();
        try
        {
            if (input.Path == FuzzSettings.StandardInput || input.Path == @case.StdinFile)
            {
                string stdin = Path.Combine(scratch.Folder, "stdin");
                File.WriteAllBytes(stdin, input.Bytes);
                return new(scratch, stdin, null, null, null);
            }

            if (Path.GetFullPath(place.Folder) == Path.GetFullPath(session.Folder))
            {
                throw new InvalidOperationException("an input of the project folder itself is never replaced");
            }

            string path = Path.Combine(place.Folder, input.Path);
            string saved = Path.Combine(scratch.Folder, "input");
            bool existed = File.Exists(path);
            if (existed)
            {
                place.Watch?.Taking(path);
                File.Move(path, saved);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, input.Bytes);
            return new(scratch, null, path, existed ? saved : null, place.Watch);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            scratch.Dispose();
            throw DiskProblem.From(error, input.Path);
        }
    }

    public void Dispose()
    {
        if (_path is not null)
        {
            File.Delete(_path);
        }

        if (_saved is not null)
        {
            File.Move(_saved, _path!);
            _watch?.PutBack(_path!);
        }

        _scratch?.Dispose();
    }
}
