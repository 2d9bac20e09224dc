using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Linux.Sandboxes;

/// <summary>
/// Takes from a program what it does not need before it starts: writing anywhere but in its own folders, the network, and signals to
/// processes that are not its own. The program that does so is <c>Enclosure/enclosure.c</c>; the reasons are there.
/// </summary>
public sealed class Enclosure
{
    private const string Resource = "Hone.Linux.Sandboxes.Enclosure.enclosure.x86-64";
    private const int Files = 1;
    private const int Network = 2;
    private const int Signals = 4;
    private const string Usable = "?";
    private const string Executable = "enclosure";

    private readonly string? _program;

    private Enclosure(string? program, int had) => (_program, ProtectsFiles, CutsNetwork, ProtectsProcesses) = (program, (had & Files) != 0, (had & Network) != 0, (had & Signals) != 0);

    /// <summary>Only the folders named may be written to (Landlock).</summary>
    public bool ProtectsFiles { get; }

    /// <summary>There is no network but the loopback device of its own.</summary>
    public bool CutsNetwork { get; }

    /// <summary>Processes outside cannot be signalled.</summary>
    public bool ProtectsProcesses { get; }

    /// <summary>Limits of memory, files and processes can be set (setrlimit(2)): wherever the program that sets them can be started.</summary>
    public bool LimitsMemory => _program is not null;

    /// <summary>What is missing here, one sentence each; empty when nothing is.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. ProtectsFiles ? (IReadOnlyList<string>)[] : [_program is null ? "mutants run without protection: the program that encloses them cannot be started here" : "mutants could write outside their folder: this kernel has no Landlock"],
        .. CutsNetwork || _program is null ? (IReadOnlyList<string>)[] : ["mutants can reach the network: namespaces are not to be had here"],
        .. ProtectsProcesses || !ProtectsFiles ? (IReadOnlyList<string>)[] : ["mutants could send signals to other programs of this user: this kernel's Landlock is older than version 6"],
    ];

    /// <summary>Puts the enclosing program into a folder and asks it what it can do here.</summary>
    /// <param name="folder">An existing folder that the enclosed programs may not write to.</param>
    /// <param name="cancellation">Stops the question.</param>
    public static Enclosure Prepare(string folder, CancellationToken cancellation)
    {
        using Stream? resource = typeof(Enclosure).Assembly.GetManifestResourceStream(Resource);
        if (resource is null || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return new(null, 0);
        }

        string program = Path.Combine(folder, Executable);
        using (FileStream file = new(program, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        }))
        {
            resource.CopyTo(file);
        }

        try
        {
            RunOutcome outcome = ProcessRunner.Run(
                new() { Argv = [program, "0", "0", "0", "0", "1", folder, "0", Usable], WorkingDirectory = folder, Stdout = new OutputTarget.Capture(16), Timeout = Duration.FromSeconds(10) },
                cancellation);
            return outcome is { ExitCode: 0, Stdout: [>= (byte)'0' and <= (byte)'7', ..] } ? new(program, outcome.Stdout[0] - '0') : new(null, 0);
        }
        catch (Problems.ProblemException)
        {
            // A file system that executes nothing.
            return new(null, 0);
        }
    }

    /// <summary>The request, so that its program starts enclosed as far as that is possible here.</summary>
    /// <param name="request">The program.</param>
    /// <param name="writable">The folders that it may write to, absolute.</param>
    /// <param name="limits">How much it may have.</param>
    /// <param name="network">It keeps the network.</param>
    /// <param name="readable">The folders and files, absolute, that are all it may read besides those (<see cref="HiddenPaths"/>); null for everything.</param>
    public SpawnRequest Enclose(SpawnRequest request, IReadOnlyList<string> writable, EnclosureLimits limits, bool network = false, IReadOnlyList<string>? readable = null)
    {
        if (_program is null)
        {
            return request;
        }

        string path = ProgramLookup.Require(request);
        string[] folders = ProtectsFiles ? [.. writable] : [];
        string[] reads = ProtectsFiles && readable is not null ? [.. readable] : [];
        return request with
        {
            Argv =
            [
                _program, Text(limits.Memory.Value), Text(limits.File.Value), Text(limits.Processes), CutsNetwork && !network ? "0" : "1",
                Text(folders.Length), .. folders, Text(reads.Length), .. reads, path, .. request.Argv,
            ],
        };
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
