using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Measuring;

/// <summary>
/// A program whose work is known beforehand, to test the instrument with: <c>Burner/burner.s</c>, and a loop of the shell on
/// machines that it is not built for.
/// </summary>
public sealed class Burner
{
    private const string Resource = "Hone.Linux.Measuring.Burner.burner.x86-64";
    private const string ShellLoop = "n=${1#\"${1%%[!0]*}\"}; i=0; while [ $i -lt ${n:-0} ]; do i=$((i+1)); done";

    private readonly string _folder;
    private readonly string? _program;

    private Burner(string folder, string? program)
    {
        _folder = folder;
        _program = program;
    }

    /// <summary>What does the work, for people.</summary>
    public string Description => _program is null ? "a loop of /bin/sh" : "a loop of xorshift steps";

    /// <summary>Puts the program into a folder; where it cannot be run (another architecture, a folder mounted noexec), the shell does the work.</summary>
    public static Burner Install(string folder)
    {
        string program = Path.Combine(folder, "burner");
        using Stream? resource = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? typeof(Burner).Assembly.GetManifestResourceStream(Resource) : null;
        if (resource is null)
        {
            return new(folder, null);
        }

        using (FileStream file = new(program, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute }))
        {
            resource.CopyTo(file);
        }

        return new(folder, ProgramLookup.Find(program, folder, "") is null ? null : program);
    }

    /// <summary>How so many steps are run. All commands are of one length, so that stack and arguments lie at the same addresses.</summary>
    public SpawnRequest Request(long steps)
    {
        string count = steps.ToString("000000000000000", CultureInfo.InvariantCulture);
        return new()
        {
            Argv = _program is null ? ["/bin/sh", "-c", ShellLoop, "burner", count] : [_program, count],
            WorkingDirectory = _folder,
            Stdout = new OutputTarget.Null(),
        };
    }

    /// <summary>A subject of a comparison.</summary>
    public Subject Subject(long steps) => new() { Name = string.Create(CultureInfo.InvariantCulture, $"burner {steps}"), Request = Request(steps) };
}
