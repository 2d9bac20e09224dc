using System.Diagnostics;
using System.Text;

namespace Hone.EndToEnd;

/// <summary>The built tool, run as a person runs it.</summary>
internal static class Tool
{
    /// <summary>What a command printed and how it ended.</summary>
    public sealed record Answer(int ExitCode, string Output, string Error)
    {
        /// <summary>Both streams, for a failing assertion.</summary>
        public override string ToString() => $"exit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
    }

    /// <summary>The program itself: what HONE_TESTED names, else what was built with the tests.</summary>
    public static string Program { get; } =
        Environment.GetEnvironmentVariable("HONE_TESTED") is { Length: > 0 } path ? path : Path.Combine(Repository.Root, "artifacts/bin/Hone/release/hone");

    /// <summary>Runs hone in a folder.</summary>
    public static Answer Hone(string folder, params string[] arguments) => Run(folder, Program, arguments);

    /// <summary>Runs any program in a folder.</summary>
    public static Answer Run(string folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    /// <summary>Runs any program in a folder with variables set (null removes one); more than ten minutes is a failure.</summary>
    public static Answer Run(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        using Running running = Start(folder, environment, program, arguments);
        return running.Wait(TimeSpan.FromMinutes(10));
    }

    /// <summary>Starts a program and takes what it prints.</summary>
    public static Running Start(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["HONE_ACTOR"] = "tester";
        start.Environment["NO_COLOR"] = "1";
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>A program at work.</summary>
    public sealed class Running : IDisposable
    {
        private readonly Process _process;
        private readonly Task<string> _output;
        private readonly Task<string> _error;

        public Running(Process process)
        {
            _process = process;
            _output = process.StandardOutput.ReadToEndAsync();
            _error = process.StandardError.ReadToEndAsync();
        }

        public int Id => _process.Id;

        /// <summary>Waits for its end; longer than <paramref name="patience"/> is a failure.</summary>
        public Answer Wait(TimeSpan patience)
        {
            if (!_process.WaitForExit(patience))
            {
                _process.Kill(entireProcessTree: true);
                throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} did not end within {patience}");
            }

            return new(_process.ExitCode, _output.Result, _error.Result);
        }

        /// <summary>SIGKILL, to this process alone.</summary>
        public void Kill()
        {
            _process.Kill();
            _process.WaitForExit();
        }

        public void Dispose() => _process.Dispose();
    }

    private static Answer Run(string folder, Dictionary<string, string?> environment, string program, string[] arguments) =>
        Run(folder, (IReadOnlyDictionary<string, string?>)environment, program, arguments);
}
