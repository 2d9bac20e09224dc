using System.Globalization;
using System.Text;
using Hone.Units;

namespace Hone.Workloads;

/// <summary>Renders <see cref="ManifestKeys"/> as the reference page docs/manifest.md.</summary>
public static class ManifestReference
{
    /// <summary>A complete manifest, as the page shows it.</summary>
    public const string Example = """
        [project]
        name = "wordfreq"

        [build]
        command = ["make", "-j2"]

        [test]
        command = ["make", "check"]

        [[workload]]
        name = "novel"
        command = ["bin/wordfreq", "--top", "100", "-o", "out/novel.csv", "input/novel.txt"]
        inputs = ["input/novel.txt"]
        outputs = ["out/novel.csv"]
        prepare = { command = ["bin/make-novel", "--seed", "1", "input/novel.txt"] }
        items = 100_000
        time-budget = "30s"

        [[workload]]
        name = "growth"
        shell = "bin/make-novel --words {n} - | bin/wordfreq -"
        sizes = [10_000, 20_000, 40_000, 80_000]
        primary = false

        [[workload]]
        name = "server"
        command = ["bin/wordserver", "--port", "{port}"]
        service = { url = "http://127.0.0.1:{port}/count?word=whale", rate = 500, duration = "30s" }

        [thresholds]
        hotspot-share = "5 %"

        [schedule]
        cron = "0 3 * * 1-5"
        time-zone = "Europe/Berlin"
        hot-code-share = "5 %"

        [[oracle.case]]
        name = "ties"
        workload = "novel"
        command = ["bin/wordfreq", "--top", "3", "tests/ties.txt"]
        inputs = ["tests/ties.txt"]
        outputs = []

        [[oracle.normalise]]
        workload = "novel"
        channel = "stderr"
        kind = "duration"

        [[oracle.invariant]]
        name = "sorted"
        workload = "novel"
        holds = "sorted(column(csv(file('out/novel.csv')), 'count'), desc)"


        """;

    /// <summary>The page's text.</summary>
    public static string Render()
    {
        StringBuilder page = new();
        page.Append("""
            # The manifest: `hone.toml`

            `hone.toml` stands in the project's folder and says how the program is built and tested, and which commands stand for its
            real use. `hone init` writes a first one. It is TOML 1.0, in UTF-8. Hone reads all of it before doing anything, and reports
            every error with its line, its column and what was expected (exit code 2); a key that Hone does not know is an error too.

            For completion and checks while you type, give your editor the schema [hone.schema.json](hone.schema.json): taplo and the
            editors built on it read it from a first line `#:schema PATH`.

            This page and the schema are generated from the table of keys that the reader itself follows.

            ```toml

            """);
        page.Append(Example);
        page.Append("""
            ```

            ## Common rules

            - A command is either `command`, an array of a program and its arguments that no shell touches, or `shell`, one line for
              `/bin/sh -c`. Exactly one of the two.
            - Paths (`cwd`, `stdin`, `inputs`, `outputs`) are relative to the folder of `hone.toml` and stay inside it.
            - A duration is a string with its unit: `"500ms"`, `"1.5s"`, `"1m30s"`, `"2h"`. A bare number is refused.

            """);
        foreach (ManifestTable table in ManifestKeys.Tables)
        {
            TableAndInner(page, table);
        }

        return page.ToString();
    }

    private static void TableAndInner(StringBuilder page, ManifestTable table)
    {
        Table(page, table);
        foreach (ManifestKey key in table.Keys)
        {
            if (key.Table is { } inner)
            {
                TableAndInner(page, inner);
            }
        }
    }

    private static void Table(StringBuilder page, ManifestTable table)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## `{table.Header}`\n\n{table.Doc}");
        page.Append(table.Required ? " Required.\n" : "\n");
        if (table.Keys.Count == 0)
        {
            return;
        }

        page.Append("\n| key | takes | when left out | meaning | example |\n|---|---|---|---|---|\n");
        foreach (ManifestKey key in table.Keys)
        {
            string absent = key switch
            {
                { Required: true } => "required",
                { Name: "command" or "shell" } when table.HasCommand => "one of the two",
                _ when table.OneOf.Contains(key.Name) => "one of the two",
                { Default: { } value } => $"`{value}`",
                _ => "none",
            };
            page.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {Takes(key)} | {absent} | {key.Doc} | `{key.Example.Replace("|", "\\|", StringComparison.Ordinal)}` |\n");
        }
    }

    private static string Takes(ManifestKey key) => key.Kind switch
    {
        ManifestKind.Name => key.PatternInWords!,
        ManifestKind.Path => "a path",
        ManifestKind.Paths => "an array of paths",
        ManifestKind.Duration => $"a duration, {Duration.FromSeconds(key.Least)} to {Duration.FromSeconds(key.Greatest)}",
        _ when double.IsFinite(key.Least) => string.Create(CultureInfo.InvariantCulture, $"{ManifestKindText.Describe(key.Kind)}, {key.Least:0.###} to {key.Greatest:0.###}"),
        _ => ManifestKindText.Describe(key.Kind),
    };
}
