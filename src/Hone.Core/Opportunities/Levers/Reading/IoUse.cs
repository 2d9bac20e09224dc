using Hone.Profiling;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>What one function did with files of one template through one kind of call.</summary>
/// <param name="Site">The own function, a number of the I/O profile; -1 when the profile does not know it.</param>
/// <param name="Way">What was done.</param>
/// <param name="Template">A file, or <c>data/*.json</c> for several, or <c>socket</c>.</param>
/// <param name="Nanoseconds">Time inside the calls, the tracer's included.</param>
/// <param name="Calls">How many.</param>
/// <param name="Bytes">How much was moved.</param>
/// <param name="Distinct">How many different files.</param>
internal sealed record IoUse(int Site, IoWay Way, string Template, long Nanoseconds, long Calls, long Bytes, int Distinct);

/// <summary>Kinds of system calls.</summary>
internal enum IoWay
{
    /// <summary>Others.</summary>
    Other,

    /// <summary>Moves bytes in.</summary>
    Read,

    /// <summary>Moves bytes out.</summary>
    Write,

    /// <summary>Opens a file, or asks whether it is there.</summary>
    Open,

    /// <summary>Connects.</summary>
    Connect,
}

/// <summary>Sums up an I/O profile by function, kind of call and template of files.</summary>
internal static class IoUses
{
    private static readonly string[] _systems = ["/usr/", "/lib", "/etc/", "/proc/", "/sys/", "/dev/null", "/dev/urandom", "/opt/", "memfd:", "eventfd", "eventpoll", "inotify", "signalfd", "timerfd"];
    private static readonly string[] _parts = ["/site-packages/", "/node_modules/", "/__pycache__/", "/.pyenv/", "/.nuget/", "/.dotnet/", "/.git/"];
    private static readonly string[] _endings = [".so", ".dll", ".pyc", ".py", ".pth", ".deps.json", ".runtimeconfig.json", ".cjs", ".mjs", ".js"];

    /// <summary>The kind of a system call.</summary>
    public static IoWay Way(string syscall) => syscall switch
    {
        "open" or "openat" or "openat2" or "creat" or "stat" or "lstat" or "newfstatat" or "statx" or "access" or "faccessat" or "faccessat2" or "fstatat64" or "readlink" or "readlinkat" => IoWay.Open,
        "connect" => IoWay.Connect,
        "read" or "pread64" or "readv" or "preadv" or "preadv2" or "recvfrom" or "recvmsg" or "recvmmsg" => IoWay.Read,
        "write" or "pwrite64" or "writev" or "pwritev" or "pwritev2" or "sendto" or "sendmsg" or "sendmmsg" => IoWay.Write,
        _ => IoWay.Other,
    };

    /// <summary>Every file by itself: what one function read or wrote of it.</summary>
    public static IReadOnlyList<IoUse> ByFile(StackFigures io) => Sum(io, file => file);

    /// <summary>Files of one folder and ending together.</summary>
    public static IReadOnlyList<IoUse> ByTemplate(StackFigures io)
    {
        Dictionary<string, HashSet<string>> alike = new(StringComparer.Ordinal);
        foreach (Frame frame in io.Frames.Where(frame => frame.Origin == FrameOrigin.File))
        {
            (alike.TryGetValue(Template(frame.Function), out HashSet<string>? files) ? files : alike[Template(frame.Function)] = []).Add(frame.Function);
        }

        return Sum(io, file => Template(file) is string template && alike.TryGetValue(template, out HashSet<string>? files) && files.Count > 1 ? template : file);
    }

    /// <summary><c>/work/app/data/42.json</c> as <c>data/*.json</c>.</summary>
    private static string Template(string file)
    {
        if (!file.StartsWith('/'))
        {
            return file;
        }

        int slash = file.LastIndexOf('/');
        int above = slash > 0 ? file.LastIndexOf('/', slash - 1) : -1;
        int dot = file.LastIndexOf('.');
        return file[(above + 1)..(slash + 1)] + "*" + (dot > slash ? file[dot..] : "");
    }

    private static List<IoUse> Sum(StackFigures io, Func<string, string> name)
    {
        int calls = io.Profile.MetricIndex("calls");
        int bytes = io.Profile.MetricIndex("bytes");
        Dictionary<(int, IoWay, string), (long Time, long Calls, long Bytes, HashSet<string> Files)> sums = [];
        foreach (StackValues stack in io.Profile.Stacks)
        {
            StackNode leaf = io.Profile.Nodes[stack.Node];
            bool named = io.Frames[leaf.Frame].Origin == FrameOrigin.File;
            string file = named ? io.Frames[leaf.Frame].Function : "";
            int call = named ? leaf.Parent : stack.Node;
            if (call < 0 || IsOfTheSystem(file))
            {
                continue;
            }

            (int, IoWay, string) key = (io.SiteOf(stack.Node), Way(io.Frames[io.Profile.Nodes[call].Frame].Function), name(file));
            (long Time, long Calls, long Bytes, HashSet<string> Files) sum = sums.TryGetValue(key, out var known) ? known : (0, 0, 0, []);
            sum.Files.Add(file);
            sums[key] = (sum.Time + stack.Values[0], sum.Calls + (calls < 0 ? 0 : stack.Values[calls]), sum.Bytes + (bytes < 0 ? 0 : stack.Values[bytes]), sum.Files);
        }

        return
        [
            .. sums.Select(pair => new IoUse(pair.Key.Item1, pair.Key.Item2, Short(pair.Key.Item3), pair.Value.Time, pair.Value.Calls, pair.Value.Bytes, pair.Value.Files.Count))
                .OrderByDescending(use => use.Calls).ThenBy(use => use.Template, StringComparer.Ordinal),
        ];
    }

    /// <summary>Where the project lies says nothing: the folder and the name.</summary>
    private static string Short(string file)
    {
        int slash = file.LastIndexOf('/');
        int above = slash > 0 ? file.LastIndexOf('/', slash - 1) : -1;
        return above > 0 ? file[(above + 1)..] : file;
    }

    private static bool IsOfTheSystem(string file) =>
        Array.Exists(_systems, start => file.StartsWith(start, StringComparison.Ordinal)) || Array.Exists(_parts, part => file.Contains(part, StringComparison.Ordinal))
        || Array.Exists(_endings, end => file.EndsWith(end, StringComparison.Ordinal));
}
