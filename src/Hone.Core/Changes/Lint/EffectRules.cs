using Hone.Changes.Lint.Tokens;
using Hone.Changes.Patches.Reading;

namespace Hone.Changes.Lint;

/// <summary>Work that is left to others, to later or to another run, and settings that make a program fast at somebody else's cost.</summary>
internal static class EffectRules
{
    private sealed record Table(string Rule, string What, string Limit, string Next, LintWeight Weight, TokenTable Patterns);

    private static readonly Table[] _tables =
    [
        new(
            LintRuleNames.Detached, "leaves work to another process", "no new process", "do the work in the program: a run lasts until every process of it is gone", LintWeight.Block,
            new("fork (", "vfork (", "daemon (", "setsid (", "setpgid (", "posix_spawn (", "posix_spawnp (", "popen (", "system (", "execl (", "execlp (", "execle (", "execv (", "execvp (", "execve (", "Popen", "subprocess", "os . spawnv", "os . spawnve", "os . spawnvp", "os . spawnvpe", "os . spawnl", "os . spawnle", "os . spawnlp", "os . spawnlpe", "create_subprocess_exec", "create_subprocess_shell", "clone3 (", "CLONE_VM", "pty . fork",
                "Process . Start", "new Process", "ProcessStartInfo", "child_process", "Command . new", "exec . Command", "start_new_session", "pthread_detach (", ". detach (", "daemon = True", "forkpty (", "StartProcess", "ProcessBuilder")),
        new(
            LintRuleNames.Deferred, "leaves work to the start or the end of the process", "no new work before or after main", "do the work where its result is needed", LintWeight.Block,
            new("atexit", "at_quick_exit (", "on_exit (", "ProcessExit", "DomainUnload", "weakref . finalize", "addShutdownHook", "threading . Timer", "__attribute__ ( ( destructor", "__attribute__ ( ( constructor", "__attribute__ ( ( __constructor__",
                "__attribute__ ( ( __destructor__", "ModuleInitializer", "setitimer (", "alarm (", "timer_create (", "beforeExit", "__del__", "init_array", "_register_atexit")),
        new(
            LintRuleNames.EarlyExit, "ends the process past its end", "the program ends as it did", "let main return: buffers and files are closed there", LintWeight.Block,
            new("_exit (", "_Exit (", "quick_exit (", "FailFast", "Environment . Exit", "TerminateProcess", "os . _exit", "process . reallyExit", "process . kill (", "raise ( SIGKILL", "kill ( getpid", "halt (")),
        new(
            LintRuleNames.PersistentState, "keeps something that outlives the run", "nothing is left for the next run", "keep results in memory: every run starts from nothing", LintWeight.Block,
            new("shm_open (", "shmget (", "mkstemp (", "tmpnam (", "GetTempPath", "GetTempFileName", "gettempdir (", "NamedTemporaryFile", "mkdtemp (", "shelve", "dbm", "diskcache", "joblib", "pickle . dump", "marshal . dump", "MemoryMappedFile", "memfd_create (",
                "setxattr (", "IsolatedStorage", "SpecialFolder", "expanduser (", "sqlite3", "temp_dir (", "os . TempDir", "os . tmpdir", "localStorage", "Path . home", "keyctl", "semget (", "msgget (")),
        new(
            LintRuleNames.NewWrites, "opens a file for writing", "no new files", "see that it is an output that was written before", LintWeight.Warn,
            new("WriteAllText", "WriteAllBytes", "WriteAllLines", "write_text (", "write_bytes (", "writeFileSync", "writeFile (", "File . Create", "File . OpenWrite", "O_CREAT", "ofstream", "creat (", "openat (", "mkdir (", "CreateDirectory", "makedirs (", "FileMode . Create",
                "appendFileSync", "symlink (", "link (", "os . link")),
        new(
            LintRuleNames.RuntimeTuned, "sets the priority or the place of the process", "no privilege over other programs", "take it out: a gain must hold where the program is one of many", LintWeight.Block,
            new("sched_setaffinity (", "setpriority (", "nice (", "sched_setscheduler (", "ProcessorAffinity", "PriorityClass", "ThreadPriority", "mlockall (", "ioprio_set", "pthread_setaffinity_np (", "pthread_setschedparam (", "SetThreadAffinityMask", "setrlimit (")),
        new(
            LintRuleNames.RuntimeTuned, "sets the runtime instead of changing the program", "the runtime as it was", "see whether memory pays for it; a lever changes what the program does", LintWeight.Warn,
            new("gc . disable", "gc . freeze", "gc . set_threshold", "setcheckinterval (", "setswitchinterval (", "GCSettings", "TryStartNoGCRegion", "mallopt (", "SetGCPercent", "SetMemoryLimit", "SetMinThreads", "setrecursionlimit (", "AddMemoryPressure")),
    ];

    // Where files that outlive a run lie.
    private static readonly string[] _places = ["/tmp", "/dev/shm", "/var/tmp", "/var/cache", ".cache", "XDG_", "~/", "/run/"];
    private static readonly string[] _detaching = ["nohup", "setsid", "/bin/sh", "disown", "systemd-run", "at now", "child_process"];

    public static IEnumerable<LintFinding> Find(IReadOnlyList<FileReading> files, IReadOnlyList<Literal> literals)
    {
        foreach (Table table in _tables)
        {
            foreach (TokenMatch match in table.Patterns.New(files).DistinctBy(match => match.Line))
            {
                yield return new(table.Rule, match.File.File.Path, match.Line.Line, $"{table.What}: {match.What}", table.Limit, table.Next, table.Weight);
            }
        }

        foreach (Literal literal in literals.Where(literal => literal.Token.Kind == Equivalence.Mutants.TokenKind.Text))
        {
            if (Array.Find(_places, place => literal.Text.StartsWith(place, StringComparison.Ordinal) || (place[0] == '.' && literal.Text.Contains(place, StringComparison.Ordinal))) is string kept)
            {
                yield return new(
                    LintRuleNames.PersistentState, literal.File.File.Path, literal.Line.Line, $"names a place that outlives the run: {LintText.Cut(literal.Text)} ({kept})", "nothing is left for the next run",
                    "keep results in memory: every run starts from nothing", LintWeight.Block);
            }

            if (Array.Find(_detaching, word => literal.Text == word || literal.Text.StartsWith(word + " ", StringComparison.Ordinal)) is string started)
            {
                yield return new(LintRuleNames.Detached, literal.File.File.Path, literal.Line.Line, $"starts another program: {started}", "no new process", "do the work in the program", LintWeight.Block);
            }
        }
    }
}
