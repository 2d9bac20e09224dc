using System.Globalization;
using Hone.Equivalence;
using Hone.Linux.Processes;

namespace Hone.Cli.Steps.Oracle;

/// <summary>What is changed around a program for one run.</summary>
/// <param name="Changed">The axes that are changed.</param>
/// <param name="Home">The home folder's other path; null when it keeps its own.</param>
internal sealed record Surroundings(IReadOnlyList<Axis> Changed, string? Home)
{
    private const int OtherUmask = 0b000_010_111;

    /// <summary>Nothing is changed.</summary>
    public static Surroundings AsTheyAre { get; } = new([], null);

    /// <summary>The umask that runs with <see cref="Axis.Umask"/> have: one that hides other bits than the usual 0022.</summary>
    public static int Umask => OtherUmask;

    /// <summary>Hone's own umask, which a run as it is inherits ("Umask:" of proc_pid_status(5)).</summary>
    public static int OwnUmask { get; } =
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("Umask:", StringComparison.Ordinal)) is string stated ? Convert.ToInt32(stated["Umask:".Length..].Trim(), 8) : 0b000_010_010;

    /// <summary>The surroundings of a recording.</summary>
    /// <param name="recording">Which, counted from 0.</param>
    /// <param name="scratch">A folder for another path to the home folder.</param>
    public static Surroundings Of(int recording, string scratch)
    {
        Axis[] changed = [.. Variation.Axes.Where(axis => Variation.IsChanged(axis, recording))];
        return new(changed, changed.Contains(Axis.Home) ? OtherHome(scratch) : null);
    }

    /// <summary>The other path to the home folder.</summary>
    public static string HomeIn(string scratch) => Path.Combine(scratch, "another-path-to-the-home-folder");

    /// <summary>The run so changed. What the manifest itself sets is not touched.</summary>
    public SpawnRequest Apply(SpawnRequest request)
    {
        if (Changed.Count == 0)
        {
            return request;
        }

        Dictionary<string, string?> variables = new(request.Environment);
        foreach ((string name, string value) in Changed.SelectMany(Variables))
        {
            variables.TryAdd(name, value);
        }

        return request with
        {
            Environment = variables,
            Cpus = Changed.Contains(Axis.Cpus) && request.Cpus is null ? [Cpu()] : request.Cpus,
            Argv = Changed.Contains(Axis.Umask) ? ["/bin/sh", "-c", string.Create(CultureInfo.InvariantCulture, $"umask {Convert.ToString(OtherUmask, 8)} && exec \"$@\""), "sh", .. request.Argv] : request.Argv,
        };
    }

    private IEnumerable<(string Name, string Value)> Variables(Axis axis) => axis switch
    {
        // 14 hours ahead of UTC: another day for most of the day.
        Axis.TimeZone => [("TZ", File.Exists("/usr/share/zoneinfo/Pacific/Kiritimati") ? "Pacific/Kiritimati" : "HON-14")],
        Axis.Locale => [("LC_ALL", OtherLocale.Value), ("LANG", OtherLocale.Value)],
        Axis.Home when Home is not null => [("HOME", Home)],
        Axis.HashSeed => [("PYTHONHASHSEED", "1"), ("PERL_HASH_SEED", "1"), ("PERL_PERTURB_KEYS", "0")],
        _ => [],
    };

    private static string? OtherHome(string scratch)
    {
        string? home = Environment.GetEnvironmentVariable("HOME");
        if (home is null || !Directory.Exists(home))
        {
            return null;
        }

        // The same folder by a path of another length: what a program needs from there it still finds.
        string link = HomeIn(scratch);
        if (!Directory.Exists(link))
        {
            File.CreateSymbolicLink(link, home);
        }

        return link;
    }

    // One that is installed: at another bash and perl print a warning, and that would look like a difference.
    private static Lazy<string> OtherLocale { get; } = new(() =>
    {
        const string folder = "/usr/lib/locale";
        string now = (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG") ?? "C").Split('.')[0];
        string? installed = !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)!)
            .Where(name => name.Contains('_', StringComparison.Ordinal) && name.Split('.')[0] != now).Order(StringComparer.Ordinal).FirstOrDefault();
        return installed ?? (now is "C" or "POSIX" or "" && Environment.GetEnvironmentVariable("LC_ALL") != "C.UTF-8" ? "C.UTF-8" : "C");
    });

    private static int Cpu() => FirstUsable.Value;

    private static Lazy<int> FirstUsable { get; } = new(() =>
    {
        // "Cpus_allowed_list:	0-1" of proc_pid_status(5).
        string? line = File.ReadLines("/proc/self/status").FirstOrDefault(each => each.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal));
        string first = line is null ? "" : new([.. line.SkipWhile(letter => !char.IsAsciiDigit(letter)).TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int cpu) ? cpu : 0;
    });
}
