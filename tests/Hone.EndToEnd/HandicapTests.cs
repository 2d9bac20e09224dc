using System.Globalization;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>
/// The handicap test on small programs whose truth is known. What is put in is large and the rounds are few, so that a busy machine
/// does not decide; bench/handicap.sh takes the real figures. Alone, because a slope takes a core that nobody else wants.
/// </summary>
[Collection(nameof(HandicapTests))]
[CollectionDefinition(nameof(HandicapTests), DisableParallelization = true)]
public sealed class HandicapTests
{
    [Theory]
    [InlineData("hash.c", "mix", "mkdir -p out && gcc -O2 -g -o out/hash hash.c", "out/hash 250000")]
    [InlineData("Hash.cs", "Mix", "./build-sharp.sh", "dotnet out/hash.dll 300000")]
    [InlineData("hash.py", "mix", null, "python3 hash.py 50000")]
    [InlineData("hash.js", "mix", null, "node hash.js 500000")]
    public void A_function_that_the_run_waits_for_is_on_the_critical_path(string file, string function, string? build, string command)
    {
        using ProjectFolder project = Project(file, build, command);
        Tool.Answer measured = Measured(project, file + ":" + function, 9);
        if (measured.ExitCode == 4 || IsWide(measured) || !IsSlower(measured))
        {
            // Few pairs decide little where others are at work: more are asked for, as a person would.
            measured = Measured(project, file + ":" + function, 30);
        }

        Assert.True(measured.ExitCode == 0, measured.ToString());
        using JsonDocument answer = JsonDocument.Parse(measured.Output);
        JsonElement root = answer.RootElement;
        Assert.Equal("source", root.GetProperty("way").GetString());
        Assert.True(root.GetProperty("verdict").GetString() == "OnPath", root.GetRawText());
        Assert.InRange(root.GetProperty("beta").GetDouble(), 0.75, 1.25);
        Assert.True(root.GetProperty("calls").GetInt64() is 250_000 or 300_000 or 50_000 or 500_000, root.GetRawText());
        Assert.Equal(1, root.GetProperty("threads").GetInt32());
        JsonElement levels = root.GetProperty("levels");
        Assert.Equal(4, levels.GetArrayLength());
        Assert.Equal("Slower", levels[3].GetProperty("verdict").GetString());
        Assert.NotEqual("Slower", levels[0].GetProperty("verdict").GetString());

        // The project itself is as it was, and the record holds.
        Assert.Equal("", Tool.Run(project.Path, "git", "status", "--porcelain", "--", file).Output);
        Assert.Contains(function, project.Hone("ledger", "log").Output, StringComparison.Ordinal);
        Assert.Equal(0, project.Hone("ledger", "verify").ExitCode);
    }

    [Fact]
    public void A_function_in_a_thread_that_nobody_waits_for_cannot_pay_and_one_that_is_never_called_says_so()
    {
        using ProjectFolder project = Project("beside.c", "mkdir -p out && gcc -O2 -g -pthread -o out/beside beside.c", "out/beside 250000");
        using JsonDocument answer = Handicap(project, "beside.c:keep");
        Assert.InRange(answer.RootElement.GetProperty("beta").GetDouble(), -0.3, 0.4);
        Assert.NotEqual("OnPath", answer.RootElement.GetProperty("verdict").GetString());
        Assert.False(answer.RootElement.GetProperty("tellsTeeth").GetBoolean());

        project.Write("beside.c", File.ReadAllText(project.File("beside.c")).Replace("static long kept;", "static long kept;\nint unused(void) { return 1; }\n", StringComparison.Ordinal));
        Tool.Answer never = project.Hone("handicap", "beside.c:unused", "--pairs", "6");
        Assert.Equal(4, never.ExitCode);
        Assert.Contains("never-called", never.Error, StringComparison.Ordinal);
        Tool.Answer unknown = project.Hone("handicap", "nowhere", "--pairs", "6");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("unknown-function", unknown.Error, StringComparison.Ordinal);
        Tool.Answer none = project.Hone("handicap");
        Assert.Equal(2, none.ExitCode);

        // Nothing is read through a link that leads out of the project, nor from a pipe, which would be waited for without end.
        File.CreateSymbolicLink(project.File("link.c"), Path.Combine(Repository.Root, "tests/Hone.EndToEnd/Handicap/programs/hash.c"));
        Assert.Equal(0, Tool.Run(project.Path, "mkfifo", "pipe.c").ExitCode);
        foreach (string place in new[] { "link.c:mix", "pipe.c:mix" })
        {
            Tool.Answer outside = project.Hone("handicap", place, "--way", "source", "--pairs", "6");
            Assert.Equal(4, outside.ExitCode);
            Assert.Contains("not in this project", outside.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_source_a_breakpoint_does_the_same_as_long_as_the_function_is_not_called_too_often()
    {
        using ProjectFolder project = Project("rows.c", "mkdir -p out && gcc -O2 -g -o out/rows rows.c", "out/rows 2");
        using JsonDocument answer = Handicap(project, "row", "--way", "breakpoint");
        Assert.Equal("breakpoint", answer.RootElement.GetProperty("way").GetString());
        Assert.Equal(800, answer.RootElement.GetProperty("calls").GetInt64());
        Assert.InRange(answer.RootElement.GetProperty("beta").GetDouble(), 0.6, 1.6);

        using ProjectFolder often = Project("hash.c", "mkdir -p out && gcc -O2 -g -o out/hash hash.c", "out/hash 50000");
        Tool.Answer refused = often.Hone("handicap", "hash.c:mix", "--way", "breakpoint");
        Assert.Equal(4, refused.ExitCode);
        Assert.Contains("called-too-often", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--way source", refused.Error, StringComparison.Ordinal);
    }

    private static string[] RealTime => Tool.Run("/", "chrt", "-r", "1", "true").ExitCode == 0 ? ["--real-time"] : [];

    private static ProjectFolder Project(string file, string? build, string command)
    {
        string section = build is null ? "" : $"[build]\nshell = \"{build}\"\n";
        string words = string.Join(", ", command.Split(' ').Select(word => $"\"{word}\""));
        ProjectFolder project = new($"[project]\nname = \"slow\"\n{section}[[workload]]\nname = \"run\"\ncommand = [{words}]\n");
        string programs = Path.Combine(Repository.Root, "tests/Hone.EndToEnd/Handicap/programs");
        foreach (string each in new[] { file, "build-sharp.sh" })
        {
            File.Copy(Path.Combine(programs, each), project.File(each));
        }

        project.Write(".gitignore", "out/\n");
        project.Commit("program");
        return project;
    }

    private static JsonDocument Handicap(ProjectFolder project, string function, params string[] more)
    {
        Tool.Answer answer = Measured(project, function, 9, more);
        Assert.True(answer.ExitCode is 0 or 1 or 4, answer.ToString());
        return JsonDocument.Parse(answer.Output);
    }

    // Wider than the range that the slope is held against.
    private static bool IsWide(Tool.Answer answer)
    {
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        return document.RootElement.GetProperty("high").GetDouble() - document.RootElement.GetProperty("low").GetDouble() > 0.5;
    }

    // The dearest level, which costs two fifths of the run.
    private static bool IsSlower(Tool.Answer answer)
    {
        using JsonDocument document = JsonDocument.Parse(answer.Output);
        return document.RootElement.GetProperty("levels")[3].GetProperty("verdict").GetString() == "Slower";
    }

    private static Tool.Answer Measured(ProjectFolder project, string function, int pairs, params string[] more) => project.Hone([
        "handicap", function, "--pairs", pairs.ToString(CultureInfo.InvariantCulture), "--levels", "5,20,40", "--json", .. RealTime, .. more]);
}
