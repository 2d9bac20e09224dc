using System.Text;
using Hone.Linux.Processes;
using Hone.Profiling.Symbols;
using Hone.Units;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>Says why functions of a file have no names, and what would name them.</summary>
public static class UnnamedCode
{
    /// <summary>Cause and remedy as one clause each, such as <c>it has no symbol table: apt-get install libjq1-dbgsym</c>.</summary>
    /// <param name="path">The path of the file as it was mapped.</param>
    /// <param name="images">Where its image was loaded.</param>
    /// <param name="cancellation">Ends the search for its package.</param>
    public static string Explain(string path, ImageStore images, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(images);
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal) || path.StartsWith("/memfd:", StringComparison.Ordinal))
        {
            return "it is code that was made at run time: have the program write /tmp/perf-PID.map";
        }

        if (images.Load(path) is not NativeImage image)
        {
            return File.Exists(path)
                ? "it can't be read as a 64-bit ELF file: see that this user may read it"
                : "the file is gone: profile again without replacing it";
        }

        string cause = image.HasLines ? "its debug information does not cover them" : "it is stripped of its symbols";
        return Package(path, cancellation) is string package
            ? $"{cause}: apt-get install {DebugPackage(package)} (from Debian's debug archive)"
            : $"{cause}: build it with -g and without -s, or keep the debug file beside it";
    }

    private static string DebugPackage(string package) => package == "libc6" ? "libc6-dbg" : package + "-dbgsym";

    private static string? Package(string path, CancellationToken cancellation)
    {
        if (ProgramLookup.Find("dpkg-query", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is not string query)
        {
            return null;
        }

        // Packages may still list /lib/… for what is mapped as /usr/lib/… since the directories were merged.
        string[] names = path.StartsWith("/usr/", StringComparison.Ordinal) ? [path, path["/usr".Length..]] : [path];
        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest { Argv = [query, "-S", .. names], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(64 * 1024), Timeout = Duration.FromSeconds(20) },
            cancellation);
        foreach (string line in Encoding.UTF8.GetString(outcome.Stdout).Split('\n'))
        {
            // "libjq1:amd64: /usr/lib/…", "a:amd64, b:amd64: /…"
            int end = line.AsSpan().IndexOfAny(':', ',');
            if (end > 0 && line.Contains(": /", StringComparison.Ordinal) && !line.StartsWith("diversion ", StringComparison.Ordinal))
            {
                return line[..end];
            }
        }

        return null;
    }
}
