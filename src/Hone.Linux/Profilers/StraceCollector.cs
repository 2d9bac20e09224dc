using System.Text;
using Hone.Linux.Processes;
using Hone.Linux.Profilers.Io;
using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Linux.Profilers;

/// <summary>
/// Records input and output with strace. A first run counts every I/O system call, its file, bytes and time. For native programs a
/// second run of at most ten seconds, which may be ended midway, asks who makes the heavy ones (<c>strace -k</c> costs a
/// millisecond and more for each call).
/// </summary>
/// <param name="images">Names native code.</param>
/// <param name="sites">Names the code of interpreted programs during the first run; null when nobody can.</param>
/// <param name="strace">The path of strace; null to look for it on <c>PATH</c>.</param>
public sealed class StraceCollector(ImageStore images, ISyscallSites? sites = null, string? strace = null) : ICollector
{
    /// <summary>How many times longer than unprofiled the first run may take before it is ended.</summary>
    public const int SlowDown = 10;

    private static readonly Duration _secondLook = Duration.FromSeconds(10);

    private readonly string? _strace = strace ?? ProgramLookup.Find("strace", "/", Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <inheritdoc/>
    public ProfileKind Kind => ProfileKind.Io;

    /// <inheritdoc/>
    public string Name => "strace";

    /// <inheritdoc/>
    public bool Suits(TargetRuntime runtime) => true;

    /// <inheritdoc/>
    public string? Unavailable()
    {
        if (_strace is null)
        {
            return "strace is not installed: apt-get install strace";
        }

        const string yama = "/proc/sys/kernel/yama/ptrace_scope";
        string scope = File.Exists(yama) ? File.ReadAllText(yama).Trim() : "0";
        return scope is "3" || (scope is "2" && !Environment.IsPrivilegedProcess)
            ? $"this machine forbids tracing programs ({yama} is {scope}): sysctl kernel.yama.ptrace_scope=1 (3 cannot be lowered before the next boot)"
            : null;
    }

    /// <inheritdoc/>
    public Recording Collect(CollectRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Unavailable() is string missing)
        {
            throw new ProblemException(new(ExitCode.ToolMissing, "strace-unavailable", missing, "mend that, or go without I/O profiles"));
        }

        CheckProgram(request.Run);
        Duration? limit = request.Run.Timeout is Duration timeout ? new Duration(timeout.Nanoseconds * SlowDown) : null;
        List<string> options = ["-f", "--seccomp-bpf", "-q", "-ttt", "-T", "-y", "-s", "0", "-e", "signal=none", "-e", IoSyscalls.Filter];
        IoTable table = new();
        ISyscallSites? reader = sites?.Suits(request.Runtime) == true ? sites : null;
        ISyscallWatch? watch = null;
        try
        {
            StraceResult first = StraceRun.Run(
                _strace!, options, request.Run with { Timeout = limit }, Path.Combine(request.Scratch, "strace.txt"), table.Add, pid => watch = reader?.Watch(pid), cancellation);
            IoSummary summary = table.Summary();
            CheckTraced(summary, first.Outcome);
            List<string> notes = [.. first.Notes, .. IoNotes.OfSums(summary, first.Outcome, limit)];
            Profile profile = watch is not null
                ? FromWatch(table, watch.Finish(), notes, Command(options, request.Run))
                : summary.Calls > 0 && request.Runtime == TargetRuntime.Native
                ? FromSecondLook(request, table, summary, notes, Command(options, request.Run), cancellation)
                : Build(table, [], wholeRun: true, [.. notes, IoNotes.NoSites(request.Runtime)], Command(options, request.Run));
            return new(CxxNames.Demangle(profile, cancellation), first.Outcome) { Io = summary };
        }
        finally
        {
            watch?.Dispose();
        }
    }

    private Profile FromWatch(IoTable table, SyscallSites seen, List<string> notes, string command)
    {
        Profile profile = Build(table, seen.Sites, wholeRun: true, [.. notes, .. seen.Notes], command);
        return profile with { Notes = [.. profile.Notes, IoNotes.OfSites(profile, seen.Sites.Sum(site => site.Count), endedEarly: false)] };
    }

    private Profile FromSecondLook(CollectRequest request, IoTable table, IoSummary summary, List<string> notes, string command, CancellationToken cancellation)
    {
        NativeSites native = new(images);
        IReadOnlyList<string> heavy = IoSyscalls.Heavy(summary);
        StraceResult second = StraceRun.Run(
            _strace!,
            ["-k", "-f", "--seccomp-bpf", "-q", "-ttt", "-T", "-y", "-s", "0", "-e", "signal=none", "-e", IoSyscalls.Of(heavy)],
            request.Run with { Timeout = _secondLook },
            Path.Combine(request.Scratch, "strace-k.txt"),
            native.Add,
            _ => { },
            cancellation);
        if (native.Calls == 0)
        {
            notes.Add(IoNotes.NoSites(request.Runtime));
        }

        Profile profile = Build(table, native.Sites(), wholeRun: !second.Outcome.TimedOut, notes, command);
        return native.Calls == 0 ? profile : profile with { Notes = [.. profile.Notes, IoNotes.OfSites(profile, native.Calls, second.Outcome.TimedOut)] };
    }

    private Profile Build(IoTable table, IReadOnlyList<SyscallSite> places, bool wholeRun, IReadOnlyList<string> notes, string command) =>
        IoProfile.Build(table, places, wholeRun).Build("strace " + Version(), command, notes);

    private static string Command(IReadOnlyList<string> options, SpawnRequest run) =>
        string.Join(' ', StraceRun.Command(options, run).Select(ShellQuoting.Quote));

    /// <summary>strace would report a missing program in its own words and with exit code 1.</summary>
    private static void CheckProgram(SpawnRequest run)
    {
        string path = (run.Environment.TryGetValue("PATH", out string? changed) ? changed : Environment.GetEnvironmentVariable("PATH")) ?? "";
        if (ProgramLookup.Find(run.Argv[0], run.WorkingDirectory, path) is null)
        {
            throw new ProblemException(ProgramLookup.Missing(run.Argv[0], run.WorkingDirectory));
        }
    }

    private static void CheckTraced(IoSummary summary, RunOutcome outcome)
    {
        if (summary.Calls > 0 || outcome.ExitCode == 0)
        {
            return;
        }

        string? said = Encoding.UTF8.GetString(outcome.Stderr).Split('\n').FirstOrDefault(line => line.Contains("strace: ", StringComparison.Ordinal));
        if (said is null)
        {
            return;
        }

        Problem problem = said.Contains("not permitted", StringComparison.Ordinal) || said.Contains("PTRACE", StringComparison.Ordinal)
            ? new(ExitCode.ToolMissing, "ptrace-refused", $"strace may not trace programs here: {said.Trim()}", "in a container add --cap-add=SYS_PTRACE; else see sysctl kernel.yama.ptrace_scope")
            : new(ExitCode.ToolMissing, "strace-failed", $"strace ended before the program began: {said.Trim()}", "run the shown strace by hand, or install strace 5.3 or newer");
        throw new ProblemException(problem);
    }

    private string Version()
    {
        RunOutcome outcome = ProcessRunner.Run(
            new SpawnRequest { Argv = [_strace!, "-V"], WorkingDirectory = "/", Stdout = new OutputTarget.Capture(4096), Timeout = Duration.FromSeconds(5) }, CancellationToken.None);
        string first = Encoding.UTF8.GetString(outcome.Stdout).Split('\n')[0];
        return first[(first.LastIndexOf(' ') + 1)..];
    }
}
