using System.Globalization;
using System.Text;
using Hone.Linux.Processes;

namespace Hone.Linux.Measuring;

/// <summary>A real command of this machine that the instrument can be tested on.</summary>
/// <param name="Kind">Its name in a word.</param>
/// <param name="Subject">How it runs.</param>
public sealed record SampleCommand(string Kind, Subject Subject);

/// <summary>
/// Real commands of ten to thirty milliseconds that most machines have: they read files, allocate, fork, start interpreters; so
/// their noise is not that of a bare loop.
/// </summary>
public static class SampleCommands
{
    private const int Lines = 20_000;

    private static readonly (string Kind, Func<string, IReadOnlyList<string>> Argv)[] _all =
    [
        ("sort", file => ["sort", file]),
        ("gzip", file => ["gzip", "-5", "-c", file]),
        ("grep", file => ["grep", "-c", "-E", "(a1|b2|c3).*[0-9]7$", file]),
        ("awk", file => ["awk", "{ n[$1 % 97] += $1 } END { print length(n) }", file]),
        ("sh", _ => ["/bin/sh", "-c", "i=0; while [ $i -lt 15000 ]; do i=$((i+1)); done"]),
        ("forks", _ => ["/bin/sh", "-c", "for i in 1 2 3 4 5 6 7 8 9 10; do (exit 0); done"]),
        ("python3", _ => ["python3", "-c", "print(sum(i * i for i in range(60000)))"]),
        ("git", _ => ["git", "--version"]),
        ("ls", _ => ["ls", "-lR", "/etc"]),
    ];

    /// <summary>The names of all kinds, present or not.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. _all.Select(one => one.Kind)];

    /// <summary>Writes the file that some of them read into a folder, and gives those whose program is there.</summary>
    public static IReadOnlyList<SampleCommand> Find(string folder)
    {
        string file = Path.Combine(folder, "lines.txt");
        File.WriteAllText(file, Text());
        string path = Environment.GetEnvironmentVariable("PATH") ?? ProgramLookup.DefaultPath;
        List<SampleCommand> found = [];
        foreach ((string kind, Func<string, IReadOnlyList<string>> argv) in _all)
        {
            IReadOnlyList<string> command = argv(file);
            if (ProgramLookup.Find(command[0], folder, path) is not null)
            {
                found.Add(new(kind, new()
                {
                    Name = string.Join(' ', command),
                    Request = new()
                    {
                        Argv = command,
                        WorkingDirectory = folder,
                        Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C", ["PYTHONHASHSEED"] = "0" },
                        Stdout = new OutputTarget.Null(),
                        Stderr = new OutputTarget.Null(),
                    },
                    ExpectedExits = null,
                }));
            }
        }

        return found;
    }

    // The same lines on every machine.
    private static string Text()
    {
        StringBuilder text = new();
        uint state = 2463534242;
        for (int i = 0; i < Lines; i++)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            text.Append(CultureInfo.InvariantCulture, $"{state} a{state % 10}b{state % 7}c{state % 5} {i}\n");
        }

        return text.ToString();
    }
}
