using System.Buffers;
using Hone.Linux.Processes;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Parameters;

namespace Hone.Cli.Steps.Comparing;

/// <summary>Makes of the user's command lines what is started, for one choice of parameters.</summary>
internal sealed class CommandSpawn(CompareSettings settings, ParameterChoice choice)
{
    // What no shell acts upon, in quotes or without.
    private static readonly SearchValues<char> _plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%");

    /// <summary>A timed command, and how a person would type it.</summary>
    public (string Text, SpawnRequest Request) Timed(string line)
    {
        (string text, SpawnRequest request) = Read(line);
        string output = choice.Fill(settings.Output);
        SpawnRequest timed = request with
        {
            StdinFile = settings.Input is null ? null : Path.GetFullPath(choice.Fill(settings.Input), settings.Folder),
            Stdout = settings.Target(output),
            Stderr = output == "inherit" ? new OutputTarget.Inherit() : request.Stderr,
            Cpus = settings.Cpus,
            Nice = settings.Nice,
            RealTime = settings.RealTime,
            FixedAddresses = settings.FixedAddresses,
            Timeout = settings.Timeout,
        };
        return (text, settings.Printed is WorkloadMetric printed ? RunMetrics.Capture(timed, [printed]) : timed);
    }

    /// <summary>The command for this place of a list that has none, one for all, or one each; null for none.</summary>
    public SpawnRequest? Around(IReadOnlyList<string> lines, int place) =>
        lines.Count == 0 || lines[Math.Min(place, lines.Count - 1)].Trim() is not { Length: > 0 } line ? null : Read(line).Request;

    private (string Text, SpawnRequest Request) Read(string line)
    {
        Dictionary<string, string?> environment = new(StringComparer.Ordinal);
        if (settings.ClearEnvironment)
        {
            // Without it no program would be found by its name.
            environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        }

        foreach ((string name, string value) in settings.Environment)
        {
            environment[name] = choice.Fill(value);
        }

        foreach ((string name, string? value) in choice.Variables())
        {
            environment[name] = value;
        }

        if (settings.Shell is string shell)
        {
            CheckPlain(line);
            string filled = choice.Fill(line);
            return (filled, Request([shell, "-c", filled], environment));
        }

        // Split first: a value is part of one word, whatever stands in it.
        CommandLine command = CommandWords.Parse(line);
        string[] words = [.. command.Words.Select(choice.Fill)];
        List<string> typed = [];
        foreach ((string name, string value) in command.Environment)
        {
            environment[name] = choice.Fill(value);
            typed.Add(name + "=" + ShellQuoting.Quote(environment[name]!));
        }

        string text = choice.Values.Count == 0 ? line.Trim() : string.Join(' ', [.. typed, .. words.Select(ShellQuoting.Quote)]);
        return (text, Request(words, environment));
    }

    private SpawnRequest Request(IReadOnlyList<string> argv, Dictionary<string, string?> environment) =>
        new() { Argv = argv, WorkingDirectory = settings.Folder, Environment = environment, ClearEnvironment = settings.ClearEnvironment };

    private void CheckPlain(string line)
    {
        foreach ((string name, string value) in choice.Values)
        {
            if (line.Contains("{" + name + "}", StringComparison.Ordinal) && value.AsSpan().ContainsAnyExcept(_plain))
            {
                throw new ProblemException(new(
                    ExitCode.Usage,
                    "parameter-for-shell",
                    $"a shell could act upon the value '{value}' of {{{name}}}",
                    $"write \"${ParameterChoice.VariablePrefix}{name}\" in the command: each parameter is that variable too"));
            }
        }
    }
}
