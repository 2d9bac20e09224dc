using System.Globalization;
using Hone.EndToEnd.Documents;

namespace Hone.EndToEnd;

/// <summary>
/// The documentation is run. Each block <c>```sh</c> of README.md and docs/*.md goes to a shell with the built <c>hone</c> first on PATH; a
/// page's blocks go in order, in one folder, each where the last one left off. In the pages that come from other tools the commands in the
/// right-hand column of a table are run, too. A block without a language is a synopsis: of it, and of every <c>hone …</c> in a sentence, the
/// commands and options must exist.
/// </summary>
public sealed class DocumentTests
{
    /// <summary>What is not run, and why: nothing but what cannot be.</summary>
    private static readonly Dictionary<(string Page, string FirstLine), string> _notRun = new()
    {
        [("README.md", "./hone run examples/wordfreq")] = "builds Hone, installs packages and runs all tests: it is what runs this test",
        [("docs/install.md", "./hone doctor")] = "builds Hone in this checkout, from which it is being tested",
        [("docs/install.md", "tar -xf hone-0.1.0-linux-x64.tar.xz -C ~/.local --strip-components=1")] = "wants a release and root; InstallTests install each of its packages",
        [("docs/mcp.md", "claude mcp add hone -- hone mcp")] = "needs Claude Code and an account",
        [("docs/mcp.md", "npx @modelcontextprotocol/inspector --cli hone mcp . --method tools/list")] = "downloads a package of npm's",
        [("docs/mcp.md", "claude mcp add --transport http hone http://127.0.0.1:43117/mcp --header \"Authorization: Bearer $(jq -r .token ~/.local/state/hone/mcp/43117.json)\"")] = "needs Claude Code and an account",
        [("docs/serve.md", "access=~/.local/state/hone/mcp/8080.json")] = "listens until it is ended, to a server that somebody started",
    };

    public static TheoryData<string> Pages => [.. MarkdownPage.Names];

    public static TheoryData<string> PagesWithBlocks => [.. MarkdownPage.Names.Where(page => MarkdownPage.Read(page).Blocks().Any(block => block.IsRun))];

    [Theory]
    [MemberData(nameof(PagesWithBlocks))]
    public void Every_command_block_of_a_page_runs(string page)
    {
        string root = Directory.CreateTempSubdirectory("hone-document-").FullName;
        string here = Directory.CreateDirectory(Path.Combine(root, "here")).FullName;
        string home = Directory.CreateDirectory(Path.Combine(root, "home")).FullName;
        string left = Path.Combine(root, "left");
        Dictionary<string, string?> environment = new()
        {
            ["PATH"] = Path.GetDirectoryName(Tool.Program) + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["HOME"] = home,
            ["XDG_STATE_HOME"] = null,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_AUTHOR_NAME"] = "reader",
            ["GIT_AUTHOR_EMAIL"] = "reader@example.org",
            ["GIT_COMMITTER_NAME"] = "reader",
            ["GIT_COMMITTER_EMAIL"] = "reader@example.org",
            ["LEFT"] = left,
        };
        try
        {
            int run = 0;
            foreach (CommandBlock block in MarkdownPage.Read(page).Blocks().Where(block => block.IsRun))
            {
                Tool.Answer answer = Tool.Run(here, environment, "/bin/sh", "-e", "-c", "exec 2>&1\ntrap 'pwd > \"$LEFT\"' EXIT\n" + block.Script);
                Assert.True(answer.ExitCode == block.ExitCode, string.Create(CultureInfo.InvariantCulture, $"{page}:{block.Line} must end with {block.ExitCode}\n{block.Script}\n{answer}"));
                here = File.ReadAllText(left).TrimEnd('\n');
                run++;
            }

            Assert.NotEqual(0, run);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{page}: {run} command blocks run"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void What_is_not_run_is_known_with_its_reason()
    {
        (string Page, string FirstLine)[] found = [.. MarkdownPage.Names.SelectMany(page => MarkdownPage.Read(page).Blocks().Where(block => !block.IsRun).Select(block => (page, block.FirstLine)))];
        Assert.Equal(_notRun.Keys.Order(), found.Order());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_and_option_that_a_page_names_exists(string page)
    {
        string[] wrong = [.. MarkdownPage.Read(page).HoneCommands().Select(each => HoneWords.Wrong(each.Words) is string what ? string.Create(CultureInfo.InvariantCulture, $"{page}:{each.Line}: {what}: hone {each.Words}") : null).OfType<string>()];
        Assert.Empty(wrong);
    }

    [Fact]
    public void A_stale_command_would_be_found()
    {
        MarkdownPage page = MarkdownPage.Of(
            """
            Ask `hone matrx`, or `hone matrix
            shwo ROW`, or `hone compare 'a' 'b' --shel`, or the right `hone matrix show ROW --json`.
            ```
            hone guard chek --base REV     a synopsis
            hone guard check --bsae REV    another
            hone oracle record|check       both are right
            ```
            """);
        Assert.Equal(
            ["hone guard has no command chek", "hone guard check has no option --bsae", "hone  has no command matrx", "hone matrix has no command shwo", "hone compare has no option --shel"],
            page.HoneCommands().Select(each => HoneWords.Wrong(each.Words)).OfType<string>());
    }

    [Fact]
    public void Every_page_is_in_the_index()
    {
        HashSet<string> listed = [.. MarkdownPage.Read("docs/README.md").Links().Select(link => "docs/" + link.Target.Split('#')[0])];
        string[] missing = [.. MarkdownPage.Names.Where(page => page is not ("README.md" or "docs/README.md")).Except(listed)];
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_link_leads_to_something()
    {
        List<string> broken = [];
        string[] others = ["CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md", "examples/README.md", .. Directory.GetFiles(Path.Combine(Repository.Root, "docs/decisions"), "*.md").Select(path => "docs/decisions/" + Path.GetFileName(path))];
        foreach (string page in MarkdownPage.Names.Concat(others))
        {
            foreach ((int line, string target) in MarkdownPage.Read(page).Links())
            {
                string[] parts = target.Split('#');
                string path = parts[0].Length == 0 ? page : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, parts[0])));
                bool isThere = Path.Exists(Path.Combine(Repository.Root, path)) && (parts.Length == 1 || MarkdownPage.Read(path).Anchors().Contains(parts[1]));
                if (!isThere)
                {
                    broken.Add(string.Create(CultureInfo.InvariantCulture, $"{page}:{line}: {target}"));
                }
            }
        }

        Assert.Empty(broken);
    }
}
