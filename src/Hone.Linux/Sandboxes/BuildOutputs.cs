using System.Security.Cryptography;
using System.Text;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// What a build made of the source, so that two builds can be told to be the same program: "trivial compiler equivalence" of M.
/// Papadakis et al., ICSE 2015. Linked programs are compared by what is loaded of them (<see cref="ProgramCode"/>); intermediate
/// files, debug information and logs are passed over.
/// </summary>
public sealed class BuildOutputs
{
    private static readonly HashSet<string> _passedOver =
    [
        ".o", ".obj", ".a", ".lo", ".la", ".d", ".gcno", ".gcda", ".pdb", ".dwo", ".log", ".tlog", ".cache", ".pyc", ".stamp", ".timestamp", ".ninja_log", ".ninja_deps", ".rmeta", ".binlog", ".json", ".xml", ".txt",
    ];

    private static readonly HashSet<string> _folders = ["obj", ".git", "CMakeFiles", "incremental", ".fingerprint", "deps", "__pycache__", "node_modules", ".venv", "venv"];

    private readonly string _folder;
    private readonly HashSet<string> _sources;
    private readonly Dictionary<string, (DateTime Written, long Length, string Hash)> _known = [];
    private string[]? _built;

    /// <summary>Notes which files are there before the first build; they are sources.</summary>
    public BuildOutputs(string folder)
    {
        _folder = folder;
        _sources = [.. Files()];
    }

    /// <summary>
    /// One hash over all that is built now; null when nothing is, as with programs that are interpreted. What is built is what the
    /// first call finds, before any program ran and left files of its own.
    /// </summary>
    public string? Fingerprint()
    {
        _built ??= [.. Files().Where(file => !_sources.Contains(file)).Order(StringComparer.Ordinal)];
        StringBuilder text = new();
        foreach (string file in _built)
        {
            text.Append(file).Append('\0').Append(HashOf(file)).Append('\n');
        }

        return text.Length == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private string HashOf(string file)
    {
        try
        {
            FileInfo info = new(Path.Combine(_folder, file));
            if (_known.TryGetValue(file, out (DateTime Written, long Length, string Hash) known) && known.Written == info.LastWriteTimeUtc && known.Length == info.Length)
            {
                return known.Hash;
            }

            string hash = ProgramCode.Hash(info.FullName);
            _known[file] = (info.LastWriteTimeUtc, info.Length, hash);
            return hash;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "unreadable";
        }
    }

    private IEnumerable<string> Files()
    {
        if (!Directory.Exists(_folder))
        {
            return [];
        }

        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };
        return Directory.EnumerateFiles(_folder, "*", options)
            .Select(path => Path.GetRelativePath(_folder, path))
            .Where(file => !_passedOver.Contains(Path.GetExtension(file)) && !file.Split('/').Any(_folders.Contains));
    }
}
