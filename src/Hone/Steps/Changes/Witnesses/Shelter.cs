using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>How the programs of both arms are kept from the rest of the machine; the same for both.</summary>
/// <param name="Enclosure">What encloses them; null for nothing.</param>
/// <param name="Network">They keep the network.</param>
internal sealed record Shelter(Enclosure? Enclosure, bool Network)
{
    private static readonly EnclosureLimits _limits = EnclosureLimits.Standard();

    /// <summary>From the strictest to none.</summary>
    public static IReadOnlyList<Shelter> Levels(Enclosure enclosure, bool unprotected) =>
        unprotected ? [new(null, true)] : [new(enclosure, false), new(enclosure, true), new(null, true)];

    /// <summary>What is given up, for people; null for nothing.</summary>
    public string? Without => Enclosure is null ? "the program did not work enclosed: both arms ran without protection" : Network ? "the program needs the network: both arms kept it" : null;

    /// <summary>The program with an empty home folder, a folder of its own for temporary files, and enclosed.</summary>
    /// <param name="request">The program.</param>
    /// <param name="writable">Folders that it may write to besides these two.</param>
    /// <param name="home">The home folder.</param>
    /// <param name="temporary">The folder for temporary files.</param>
    /// <param name="largestFile">The largest file that it may write; null for the usual limit.</param>
    public SpawnRequest Around(SpawnRequest request, IReadOnlyList<string> writable, string home, string temporary, Bytes? largestFile = null)
    {
        SpawnRequest own = request with
        {
            Environment = new Dictionary<string, string?>(request.Environment) { ["HOME"] = home, ["TMPDIR"] = temporary, ["PYTHONDONTWRITEBYTECODE"] = "1" },
        };
        return Enclosure is null ? own : Enclosure.Enclose(own, [.. writable.Concat([home, temporary]).Select(OutputWatch.Real).Distinct()], largestFile is Bytes most ? _limits with { File = most } : _limits, Network);
    }
}
