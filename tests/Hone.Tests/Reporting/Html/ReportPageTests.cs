using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Hone.Equivalence;
using Hone.Guardrails.History;
using Hone.Ledger;
using Hone.Profiling;
using Hone.Reporting;
using Hone.Reporting.Html;
using Hone.Tests.Guardrails;
using Hone.Tests.Opportunities;
using Hone.Units;

namespace Hone.Tests.Reporting.Html;

public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' onclick=alert(3) \u202e\u2066\u001b[31m\u0000\u0007";

    [Fact]
    public void What_the_page_says_of_a_phase() => Golden.Check(Pages.Skeleton(Pages.Of()));

    [Fact]
    public void The_same_report_gives_the_same_bytes() => Assert.Equal(ReportPage.Render(Pages.Of()), ReportPage.Render(Pages.Of()));

    [Fact]
    public void No_text_from_outside_becomes_markup_or_steers_what_shows_it()
    {
        string page = Pages.Render(Pages.Of(text => Hostile + text));
        Assert.Equal(Scripts().Count(Pages.Render(Pages.Of())), Scripts().Count(page));
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\" onclick", page, StringComparison.Ordinal);
        Assert.DoesNotContain(page, c => c is '\u202e' or '\u2066' or '\u001b' or '\u0000' or '\u0007');
        Assert.Contains("&lt;img src=x onerror=alert(2)&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_megabyte_of_a_name_is_cut_wherever_it_stands()
    {
        string usual = Pages.Render(Pages.Of());
        string page = Pages.Render(Pages.Of(text => new string('x', 1 << 20) + text));
        Assert.True(page.Length < usual.Length + 300_000, $"{page.Length} characters, and {usual.Length} with usual names");
        Assert.DoesNotContain(new string('x', 400), page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_names_every_script_and_style_by_its_hash_and_lets_nothing_else_in()
    {
        string page = Pages.Render(Pages.Of());
        string policy = Policy().Match(page).Groups[1].Value;
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        string[] run = [.. Elements().Matches(page).Where(match => !match.Groups[2].Value.Contains("type=", StringComparison.Ordinal)).Select(match => match.Groups[3].Value)];
        Assert.Equal(3, run.Length);
        Assert.All(run, text => Assert.Contains("'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text))) + "'", policy, StringComparison.Ordinal));
        Assert.DoesNotContain(" style=", Pages.Skeleton(Pages.Of()), StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"http", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_recorded_says_so_with_the_command_that_records_it()
    {
        PageReport full = Pages.Of();
        string page = Pages.Skeleton(new()
        {
            Project = "empty",
            Ledger = new([], [], 0, [], null),
            Phase = full.Phase! with { Workloads = [full.Phase.Workloads[1]], Matrix = [], Strength = null },
        });
        string[] commands = [.. Missing().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.All(
            new[] { "hone baseline", "hone baseline -w tiny", "hone profile", "hone profile -w tiny", "hone growth -w tiny", "hone oracle strength", "hone oracle record", "hone change start ROW", "hone guard set", "hone guard check", "hone beads seed", "hone run" },
            command => Assert.Contains(command, commands));
    }

    [Fact]
    public void Of_an_altered_record_nothing_is_told_but_where()
    {
        string page = Pages.Skeleton(new() { Project = "wordfreq", Ledger = new([], [new(7, "hash-differs", "entry 7 was <altered>")], 0, [], null) });
        Assert.Contains("The record was altered.", page, StringComparison.Ordinal);
        Assert.Contains("entry 7 was &lt;altered&gt;", page, StringComparison.Ordinal);
        Assert.Equal(1, page.Split("<section").Length - 1);
        Assert.DoesNotContain("Baselines", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_profiles_share_the_page_with_small_ones_and_say_what_they_leave_out()
    {
        PageReport report = Pages.Of() with { Profiles = [new("day", Pages.Profile(text => text, 50)), new("tiny", Deep(60_000, 1)), new("other", Deep(60_000, 2)), new("more", Deep(60_000, 3))] };
        string page = Pages.Render(report);
        Assert.InRange(page.Length, 2_000_000, 3_000_000);
        string[] subtitles = [.. Subtitles().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.Equal(4, subtitles.Length);
        Assert.DoesNotContain("left out", subtitles[0], StringComparison.Ordinal);
        Assert.All(subtitles.Skip(1), subtitle => Assert.Contains("boxes too light for this page are left out", subtitle, StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_history_and_many_goldens_take_their_room_from_the_graphs()
    {
        PageReport report = Pages.Of();
        WorkloadReport day = report.Phase!.Workloads[0];
        GoldenChannel[] channels = [.. Enumerable.Range(0, 3000).Select(i => new GoldenChannel(FormattableString.Invariant($"file:{i}/of a folder of its own"), new('a', 64), i))];
        string page = Pages.Render(report with
        {
            Profiles = [.. Enumerable.Range(1, 4).Select(seed => new PageProfile("day", Deep(60_000, seed)))],
            History = HistoryReport.Of(
                [.. Enumerable.Range(0, 12).SelectMany(series => Enumerable.Range(0, 1000).Select(i => Entries.Of(i, Entries.Noisy(100, i), workload: FormattableString.Invariant($"workload-{series:00}"))))],
                Entries.Line(1000), 0),
            Phase = report.Phase with
            {
                Workloads = [day with { Baseline = Evidences.Baseline(runs: 5000), Golden = day.Golden! with { Fact = new("day", "bin/wordfreq", 5, channels, []) } }, report.Phase.Workloads[1]],
            },
        });
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 2_000_000, ReportPage.MostBytes);
        Assert.Equal(12, page.Split("The last 250 of 1000 points in numbers; hone history --json has all").Length - 1);
        Assert.Contains("<summary>3,000 channels</summary>", page, StringComparison.Ordinal);
        Assert.Contains("and 2,501 more rows: hone report writes all into PERFORMANCE_ANALYSIS.md", page, StringComparison.Ordinal);
        Assert.Contains("of the 5,000 runs that took", page, StringComparison.Ordinal);
        Assert.Matches("Dots: [12],[0-9]{3} of 5,000 runs, evenly in their order, with the fastest and the slowest", page);
        Assert.Matches("<summary>[45][0-9]{2} of 5,000 runs, evenly in their order, with the fastest and the slowest, in numbers</summary>", page);
        Assert.Contains("\"numbers\":[1,", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Golden_outputs_of_cases_are_shown_though_their_workload_has_none_and_many_files_of_a_folder_are_one_row()
    {
        PageReport report = Pages.Of();
        GoldenChannel[] channels = [.. Enumerable.Range(0, 200).Select(i => new GoldenChannel(FormattableString.Invariant($"file:out/{i}.log"), new('a', 64), 10)), new("stdout", new('b', 64), 3)];
        WorkloadReport day = report.Phase!.Workloads[0];
        string page = Pages.Skeleton(report with
        {
            Phase = report.Phase with { Workloads = [day with { Golden = null, Cases = [new("night", day.Golden! with { Fact = new("night", "bin/wordfreq", 5, channels, []) })] }, report.Phase.Workloads[1]] },
        });
        Assert.DoesNotContain("There is no golden output.", page, StringComparison.Ordinal);
        Assert.Contains("<summary>201 channels</summary>", page, StringComparison.Ordinal);
        Assert.Contains("<th scope=\"row\">night</th><td><code>file:out/</code> 200 files</td><td class=\"n\">2000</td><td>one each</td><td>yes</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("file:out/7.log", page, StringComparison.Ordinal);
        Assert.Contains("<code>bbbbbbbbbbbbbbbb…</code>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hotspot_is_linked_to_its_number_in_the_graph()
    {
        PageReport report = Pages.Of();
        Frame hot = report.Phase!.Workloads[0].Profiles[0].Hotspots!.Hotspots[0].Frame;
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("samples", Unit.Count));
        builder.AddStack([new Frame("main", "wordfreq", FrameOrigin.Native), hot], 9);
        string page = Pages.Render(report with
        {
            Profiles = [new("day", builder.Build("perf", "perf", []))],
            Sources = hot.Source is null ? report.Sources : new Dictionary<SourceLocation, SourceSnippet> { [hot.Source] = new(1, ["int add(int <a>) {"], null) },
        });
        Assert.Contains("data-graph=\"0\" data-function=\"1\"", page, StringComparison.Ordinal);
        Assert.True(hot.Source is null || page.Contains("int add(int &lt;a&gt;) {", StringComparison.Ordinal), "the source lines are missing");
    }

    private static Profile Deep(int stacks, int seed)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, new Metric("time", Unit.Nanoseconds));
        for (int i = 0; i < stacks; i++)
        {
            long weight = 1 + ((long)i * 7919 * seed % 10_007);
            builder.AddStack([.. Enumerable.Range(0, 8).Select(depth => new Frame($"Namespace{seed}.Type{(i >> depth) % 97}.Method{depth}", "app.dll", FrameOrigin.Managed)), new Frame($"Leaf{i}", "app.dll", FrameOrigin.Managed)], weight);
        }

        return builder.Build("perf", "perf", []);
    }

    [GeneratedRegex("<script")]
    private static partial Regex Scripts();

    [GeneratedRegex("Content-Security-Policy\" content=\"([^\"]*)\"")]
    private static partial Regex Policy();

    [GeneratedRegex("<(script|style)([^>]*)>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex Elements();

    [GeneratedRegex("data-subtitle=\"([^\"]*)\"")]
    private static partial Regex Subtitles();

    [GeneratedRegex("class=\"missing\">.*?<code>([^<]*)</code> records it", RegexOptions.Singleline)]
    private static partial Regex Missing();
}
