using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Equivalence.Sealing;
using Hone.Linux.Storage;
using Hone.Problems;

namespace Hone.Linux.Sealing;

/// <summary>What the state directory keeps of one project.</summary>
/// <param name="Schema"><c>hone.seals/1</c>.</param>
/// <param name="Project">The project's id.</param>
/// <param name="Places">The root in force by folder, of every clone that was sealed or seen on this machine.</param>
/// <param name="Seals">The seals, oldest first.</param>
public sealed record SealVaultFile(string Schema, string Project, IReadOnlyDictionary<string, string> Places, IReadOnlyList<SealDocument> Seals)
{
    /// <summary>The form's name and version.</summary>
    public const string CurrentSchema = "hone.seals/1";
}

/// <summary>
/// Seals in the user's state directory (<c>$XDG_STATE_HOME</c>, else <c>~/.local/state</c>, as the XDG Base Directory Specification has
/// it): <c>hone/seals/PROJECT.json</c>, readable by its owner alone.
/// </summary>
public sealed class SealVault
{
    private const int MostSeals = 50;
    private const long LongestFile = 256L << 20;

    private SealVault(string folder) => Folder = folder;

    /// <summary>The folder, absolute.</summary>
    public string Folder { get; }

    /// <summary>The vault of this user.</summary>
    /// <exception cref="ProblemException">There is no state directory, or it lies inside the project, where the seal would lie beside what it seals.</exception>
    public static SealVault Open(string project) => StateFolder() is not string folder
        ? throw new ProblemException(new(ExitCode.ToolMissing, "no-state-directory", "there is no state directory: neither XDG_STATE_HOME nor HOME is set", "set one of them to a folder outside the project"))
        : Find(project) ?? throw new ProblemException(new(
            ExitCode.Usage,
            "state-inside-project",
            "the state directory lies inside the project: a seal there could be altered along with what it seals",
            "set XDG_STATE_HOME to a folder outside it")
        { Place = folder });

    /// <summary>The vault of this user, for reading; null when there is none that could be trusted.</summary>
    public static SealVault? Find(string project) =>
        StateFolder() is string folder && !IsBelow(folder, project) && !IsBelow(Libc.RealPath(folder) ?? folder, PlaceOf(project)) ? new(folder) : null;

    /// <summary>A project folder as the vault knows it: with every link resolved.</summary>
    public static string PlaceOf(string folder) => Libc.RealPath(folder) ?? folder;

    /// <summary>
    /// A project's id: the same in every clone and folder, from the first commit and the project's folder in the repository; without a
    /// first commit from its path.
    /// </summary>
    public static string ProjectId(string? firstCommit, string folder, string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(firstCommit is null ? "path\0" + path : $"commit\0{firstCommit}\0{folder}")))[..32];

    /// <summary>What is kept of a project; null when there is nothing, and whether something is there that cannot be read.</summary>
    public (SealVaultFile? File, bool IsBroken) Read(string project)
    {
        string path = PathOf(project);
        try
        {
            if (!File.Exists(path))
            {
                return (null, Path.Exists(path));
            }

            if (!OutputWatch.IsRegular(path) || new FileInfo(path).Length > LongestFile)
            {
                return (null, true);
            }

            SealVaultFile? file = JsonSerializer.Deserialize(File.ReadAllBytes(path), SealVaultJson.Default.SealVaultFile);
            bool whole = file is { Schema: SealVaultFile.CurrentSchema, Places: not null, Seals: not null } && file.Project == project && file.Seals.All(seal => seal?.Items is not null);
            return whole ? (file, false) : (null, true);
        }
        catch (JsonException)
        {
            return (null, true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>The project that was sealed in a folder, whatever its ledger says now; null when none was.</summary>
    public string? ProjectAt(string place)
    {
        try
        {
            return Directory.Exists(Folder)
                ? Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)
                    .FirstOrDefault(project => project.All(char.IsAsciiHexDigitLower) && MayName(PathOf(project), place) && Read(project).File?.Places.ContainsKey(place) == true)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Folder);
        }
    }

    /// <summary>Adds a seal and puts it in force in a folder; other clones keep theirs.</summary>
    public void Write(SealDocument document, string place)
    {
        try
        {
            Directory.CreateDirectory(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            using FileStream held = Hold();

            // A file that cannot be read is replaced: the owner renews what somebody broke.
            SealVaultFile file = Read(document.Project).File ?? new(SealVaultFile.CurrentSchema, document.Project, new Dictionary<string, string>(), []);
            Dictionary<string, string> places = new(file.Places) { [place] = document.Root };
            List<SealDocument> seals = [.. file.Seals.Where(seal => seal.Root != document.Root), document];
            seals.RemoveAll(seal => seals.Count > MostSeals && !places.ContainsValue(seal.Root));
            SealVaultFile next = file with { Places = new SortedDictionary<string, string>(places, StringComparer.Ordinal), Seals = seals };
            DurableFile.Replace(PathOf(document.Project), JsonSerializer.SerializeToUtf8Bytes(next, SealVaultJson.Default.SealVaultFile), UnixFileMode.UserRead | UnixFileMode.UserWrite);
            Libc.SyncFolder(Folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, Folder);
        }
    }

    private static string? StateFolder()
    {
        string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || state[0] != '/')
        {
            string? home = Environment.GetEnvironmentVariable("HOME");
            state = string.IsNullOrEmpty(home) ? null : Path.Combine(home, ".local", "state");
        }

        return state is null ? null : Path.GetFullPath(Path.Combine(state, "hone", "seals"));
    }

    private static bool IsBelow(string path, string folder) => path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    // A search in the bytes spares reading every seal of the user as JSON; a path that JSON would write in another form is looked for the long way.
    private static bool MayName(string path, string place) =>
        !OutputWatch.IsRegular(path) || !place.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '_' or '-')
        || File.ReadAllBytes(path).AsSpan().IndexOf(Encoding.UTF8.GetBytes('"' + place + '"')) >= 0;

    private string PathOf(string project) => Path.Combine(Folder, (project.All(char.IsAsciiHexDigitLower) && project.Length is > 0 and <= 64 ? project : "unknown") + ".json");

    // Two clones may be sealed at the same time; a rename over the file keeps readers safe, the lock keeps both seals.
    private FileStream Hold()
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(Path.Combine(Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException error) when (error.HResult == Libc.WouldBlock && attempt < 100)
            {
                Thread.Sleep(50);
            }
        }
    }
}

/// <summary>Source-generated reading and writing of <see cref="SealVaultFile"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(SealVaultFile))]
internal sealed partial class SealVaultJson : JsonSerializerContext;
