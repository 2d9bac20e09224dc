using System.Globalization;
using System.Runtime.InteropServices;
using Hone.Linux.Processes;

namespace Hone.Linux.Handicaps;

/// <summary>
/// Runs a native program with a breakpoint at a function, which counts and waits as a counter in the source does. The program that
/// does so is <c>Breakpoint/breakpoint.c</c>; the reasons are there.
/// </summary>
public sealed class Breakpoint
{
    /// <summary>The most hits of a run: each costs some ten microseconds, and the program must still be itself.</summary>
    public const long MostHits = 20_000;

    private const string Resource = "Hone.Linux.Handicaps.Breakpoint.breakpoint.x86-64";

    private readonly string _program;

    private Breakpoint(string program) => _program = program;

    /// <summary>Puts the program that does it into a folder; null on other machines than x86-64.</summary>
    public static Breakpoint? Install(string folder)
    {
        using Stream? resource = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? typeof(Breakpoint).Assembly.GetManifestResourceStream(Resource) : null;
        if (resource is null)
        {
            return null;
        }

        string program = Path.Combine(folder, "breakpoint");
        using FileStream file = new(program, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
        });
        resource.CopyTo(file);
        return new(program);
    }

    /// <summary>The request, so that its program runs with the breakpoint.</summary>
    public SpawnRequest Around(SpawnRequest request, BreakpointPlace place) => request with
    {
        Argv =
        [
            _program, place.Program, place.Offset.ToString(CultureInfo.InvariantCulture), MostHits.ToString(CultureInfo.InvariantCulture), ProgramLookup.Require(request), .. request.Argv,
        ],
    };
}
