using System.Text.RegularExpressions;

namespace Hone.EndToEnd;

/// <summary>The manual pages come from the text of <c>--help</c>, and man renders them without a warning.</summary>
public sealed partial class ManTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hone-man-").FullName;

    public ManTests()
    {
        Tool.Answer answer = Tool.Hone(_folder, "man", Path.Combine(_folder, "man1"));
        Assert.True(answer.ExitCode == 0, answer.ToString());
    }

    private string[] Pages => [.. Directory.GetFiles(Path.Combine(_folder, "man1")).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Man_renders_every_page_without_a_warning()
    {
        foreach (string width in new[] { "60", "80", "200" })
        {
            Tool.Answer answer = Tool.Run(_folder, Plain(width), "man", ["--warnings=w", "-l", .. Pages]);
            Assert.True(answer.ExitCode == 0 && answer.Error.Length == 0, answer.ToString());
        }
    }

    [Fact]
    public void There_is_a_page_for_every_command_and_it_has_every_option_of_its_help()
    {
        string[] commands = [.. Section(Tool.Hone(_folder, "--help").Output, "Commands:").Select(line => CommandName().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.Equal(commands.Select(command => "hone-" + command).Append("hone").Order(StringComparer.Ordinal), Pages.Select(page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal));
        foreach (string command in commands)
        {
            string rendered = Rendered("hone-" + command);
            foreach (string line in Section(Tool.Hone(_folder, command, "--help").Output, "Options:").Where(line => line.StartsWith("  -", StringComparison.Ordinal)))
            {
                string wanted = Blanks().Replace(line.Trim(), " ");
                Assert.True(rendered.Contains(wanted, StringComparison.Ordinal), $"{command}: {wanted}\n{rendered}");
            }
        }
    }

    [Fact]
    public void Text_that_looks_like_a_request_or_an_escape_is_shown_as_it_is()
    {
        Assert.Contains("eval \"$(hone completions bash)\"", Rendered("hone-completions"), StringComparison.Ordinal);
        Assert.Contains("'qps=regex:([0-9.]+) req/s,higher'", Rendered("hone-compare"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_a_problem_with_a_next_step()
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        Tool.Answer answer = Tool.Hone(_folder, "man", Path.Combine(_folder, "file"));
        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("[man-not-written]", answer.Error, StringComparison.Ordinal);
    }

    private string Rendered(string page) =>
        Blanks().Replace(Tool.Run(_folder, Plain("1000"), "man", "-l", Path.Combine(_folder, "man1", page + ".1")).Output, " ");

    private static IEnumerable<string> Section(string help, string heading) =>
        help.Split('\n').SkipWhile(line => line != heading).Skip(1).TakeWhile(line => line.Length == 0 || line[0] == ' ');

    private static Dictionary<string, string?> Plain(string width) => new() { ["MANWIDTH"] = width, ["LC_ALL"] = "C.UTF-8", ["MAN_KEEP_FORMATTING"] = null, ["MANPAGER"] = "cat", ["PAGER"] = "cat" };

    [GeneratedRegex(@"^  ([a-z][a-z-]*)(\s|$)")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
