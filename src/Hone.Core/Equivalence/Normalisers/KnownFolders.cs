using System.Text;

namespace Hone.Equivalence.Normalisers;

/// <summary>Folders of this machine that paths in an output may begin with.</summary>
/// <param name="Homes">The home folder, by every path that runs were given.</param>
/// <param name="Temporary">Folders for temporary files besides the usual ones.</param>
public sealed record KnownFolders(IReadOnlyList<string> Homes, IReadOnlyList<string> Temporary)
{
    private static readonly string[] _usual = ["/tmp", "/var/tmp", "/dev/shm", "/private/tmp"];

    /// <summary>None that is known.</summary>
    public static KnownFolders None { get; } = new([], []);

    /// <summary>The homes as bytes, the longest first.</summary>
    internal IReadOnlyList<byte[]> HomeBytes { get; } = Bytes(Homes);

    /// <summary>The temporary folders as bytes, the longest first.</summary>
    internal IReadOnlyList<byte[]> TemporaryBytes { get; } = Bytes([.. Temporary, .. _usual]);

    private static IReadOnlyList<byte[]> Bytes(IEnumerable<string> folders) =>
        [.. folders.Select(folder => folder.TrimEnd('/')).Where(folder => folder.Length > 1).Distinct().Select(Encoding.UTF8.GetBytes).OrderByDescending(folder => folder.Length)];
}
