using System.Text;
using System.Text.RegularExpressions;

namespace Hone.EndToEnd;

/// <summary>
/// Runs <c>transcripts/*.txt</c>: each is a session in a folder of its own. <c>$ command</c> is run by a shell with the built
/// <c>hone</c> first on PATH; the lines after it are its output (standard output and error together), then <c>? N</c> when the
/// exit code is not 0. <c>…</c> alone on a line stands for any lines, <c>…</c> inside a line for any text, <c>$HERE</c> for the
/// folder. Lines <c>$ cat &gt; FILE</c> take the lines behind <c>&gt; </c> as the file. HONE_ACCEPT=1 rewrites the outputs.
/// </summary>
public sealed partial class TranscriptTests
{
    private static string Folder => Path.Combine(Repository.Root, "tests/Hone.EndToEnd/transcripts");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.txt").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_session_goes_as_written(string name)
    {
        string path = Path.Combine(Folder, name + ".txt");
        string here = Directory.CreateTempSubdirectory("hone-transcript-").FullName;
        try
        {
            string written = File.ReadAllText(path);
            string happened = Replay(written, here, accept: Environment.GetEnvironmentVariable("HONE_ACCEPT") == "1");
            if (Environment.GetEnvironmentVariable("HONE_ACCEPT") == "1")
            {
                File.WriteAllText(path, happened);
                return;
            }

            Assert.Equal(written, happened);
        }
        finally
        {
            Directory.Delete(here, recursive: true);
        }
    }

    private static string Replay(string transcript, string here, bool accept)
    {
        StringBuilder happened = new();
        string[] lines = transcript.TrimEnd('\n').Split('\n');
        int i = 0;
        while (i < lines.Length)
        {
            string line = lines[i++];
            if (!line.StartsWith("$ ", StringComparison.Ordinal))
            {
                happened.Append(line).Append('\n');
                continue;
            }

            happened.Append(line).Append('\n');
            if (FileLine().Match(line) is { Success: true } file)
            {
                List<string> content = [];
                while (i < lines.Length && lines[i].StartsWith('>'))
                {
                    happened.Append(lines[i]).Append('\n');
                    content.Add(lines[i++].Length > 1 ? lines[i - 1][2..] : "");
                }

                string target = Path.Combine(here, file.Groups[1].Value);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.WriteAllText(target, string.Join('\n', content) + "\n");
                continue;
            }

            List<string> expected = [];
            while (i < lines.Length && !lines[i].StartsWith("$ ", StringComparison.Ordinal) && !lines[i].StartsWith("# ", StringComparison.Ordinal))
            {
                expected.Add(lines[i++]);
            }

            string actual = Shell(line[2..], here);
            string wanted = string.Join('\n', expected).TrimEnd('\n');
            string shown = !accept && Matches(wanted, actual) ? wanted : actual;
            happened.Append(shown).Append(shown.Length == 0 ? "" : "\n");
        }

        return happened.ToString().TrimEnd('\n') + "\n";
    }

    private static string Shell(string command, string here)
    {
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = Path.GetDirectoryName(Tool.Program) + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["HOME"] = here,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
        };
        Tool.Answer answer = Tool.Run(here, environment, "/bin/sh", "-c", "exec 2>&1\n" + command);
        string output = answer.Output.TrimEnd('\n').Replace(here, "$HERE", StringComparison.Ordinal);
        return answer.ExitCode == 0 ? output : (output.Length == 0 ? "" : output + "\n") + "? " + answer.ExitCode;
    }

    private static bool Matches(string wanted, string actual)
    {
        string pattern = Regex.Escape(wanted)
            .Replace("\\n…\\n", "\\n(?:.*\\n)*?", StringComparison.Ordinal)
            .Replace("…", ".*?", StringComparison.Ordinal);
        if (wanted.StartsWith("…\n", StringComparison.Ordinal))
        {
            pattern = "(?:.*\\n)*?" + pattern[(pattern.IndexOf("\\n", StringComparison.Ordinal) + 2)..];
        }

        if (wanted.EndsWith("\n…", StringComparison.Ordinal))
        {
            pattern = pattern[..pattern.LastIndexOf("\\n", StringComparison.Ordinal)] + "(?:\\n.*)*";
        }

        return Regex.IsMatch(actual, "\\A" + pattern + "\\z", RegexOptions.None, TimeSpan.FromSeconds(20));
    }

    [GeneratedRegex(@"^\$ cat > (\S+)$")]
    private static partial Regex FileLine();
}
