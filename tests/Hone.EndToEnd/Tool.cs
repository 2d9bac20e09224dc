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

    /// <summary>The program itself.</summary>
    public static string Program { get; } = Path.Combine(Repository.Root, "artifacts/bin/Hone/release/hone");

    /// <summary>Runs hone in a folder.</summary>
    public static Answer Hone(string folder, params string[] arguments) => Run(folder, Program, arguments);

    /// <summary>Runs any program in a folder.</summary>
    public static Answer Run(string folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    /// <summary>Runs any program in a folder with variables set (null removes one); more than ten minutes is a failure.</summary>
    public static Answer Run(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
    {
        using Process process = Start(folder, environment, program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(TimeSpan.FromMinutes(10)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end within ten minutes");
        }

        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a program with both streams redirected.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string?> environment, string program, params string[] arguments)
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

        return Process.Start(start)!;
    }

    private static Answer Run(string folder, Dictionary<string, string?> environment, string program, string[] arguments) =>
        Run(folder, (IReadOnlyDictionary<string, string?>)environment, program, arguments);
}
