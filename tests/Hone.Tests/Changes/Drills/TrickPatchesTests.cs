using System.Diagnostics;
using System.Text;
using Hone.Changes.Drills;
using Hone.Opportunities.Levers;

namespace Hone.Tests.Changes.Drills;

/// <summary>The table and the patches of the drill belong together, and fit the examples as they are.</summary>
public sealed class TrickPatchesTests
{
    private static readonly string _folder = Path.Combine(Repository.Root, "src/Hone/Drill");

    public static TheoryData<string> Examples => ["wordfreq", "logreport", "routes"];

    [Fact]
    public void There_are_at_least_thirty_tricks_of_every_group()
    {
        IReadOnlyList<Trick> tricks = Table();
        Assert.True(tricks.Count >= 30, $"{tricks.Count} tricks");
        Assert.Equal(["evidence", "form", "gain", "semantics", "tampering"], tricks.Select(trick => trick.Group).Distinct().Order(StringComparer.Ordinal));
        Assert.All(Examples, example => Assert.True(Table().Count(trick => trick.RuleIn(example) is not null) >= 30));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_trick_that_is_a_patch_has_one_where_it_is_played_and_nowhere_else(string example)
    {
        string[] expected = [.. Table().Where(trick => trick.IsPatch && trick.RuleIn(example) is not null).Select(trick => trick.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, Names(Path.Combine(_folder, "tricks", example)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_has_honest_changes_of_at_least_four_levers_and_one_that_gains_nothing(string example)
    {
        string folder = Path.Combine(_folder, "honest", example);
        Assert.Contains("no-win", Names(folder));
        DrillPatch[] honest = [.. Names(folder).Where(name => name != "no-win").Select(name => Read(Path.Combine(folder, name + ".patch")))];
        int levers = honest.Select(patch => patch.Lever).OfType<string>().Distinct().Count();
        Assert.True(levers >= 4, $"{levers} levers");
        Assert.All(honest, patch => Assert.NotNull(patch.Lines));
        Assert.All(honest, patch => Assert.Contains(patch.Lever, LeverCatalogue.All.Select(lever => lever.Name)));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_has_ballast_that_says_which_function_it_changes(string example)
    {
        string folder = Path.Combine(_folder, "ballast", example);
        DrillPatch[] ballast = [.. Names(folder).Select(name => Read(Path.Combine(folder, name + ".patch")))];
        Assert.True(ballast.Length >= 2);
        Assert.All(ballast, patch => Assert.NotNull(patch.Row));
        Assert.All(ballast, patch => Assert.NotEmpty(patch.With));
        Assert.Subset(Names(Path.Combine(_folder, "honest", example)).ToHashSet(), ballast.SelectMany(patch => patch.With).ToHashSet());
    }

    [Fact]
    public void There_are_more_than_twenty_mixtures()
    {
        int mixtures = Examples.Sum(row => Directory.GetFiles(Path.Combine(_folder, "ballast", row.Data), "*.patch").Sum(file => Read(file).With.Count));
        Assert.True(mixtures > 20, $"{mixtures} mixtures");
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_patch_fits_the_example(string example)
    {
        string[] files = [.. new[] { "tricks", "honest", "ballast" }.SelectMany(kind => Directory.GetFiles(Path.Combine(_folder, kind, example), "*.patch"))];
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            ProcessStartInfo start = new("git", ["apply", "--check", "--directory", "examples/" + example, "-"]) { WorkingDirectory = Repository.Root, RedirectStandardInput = true, RedirectStandardError = true, StandardInputEncoding = Encoding.Latin1 };
            using Process git = Process.Start(start)!;
            git.StandardInput.Write(Read(file).Diff);
            git.StandardInput.Close();
            string said = git.StandardError.ReadToEnd();
            git.WaitForExit();
            Assert.True(git.ExitCode == 0, $"{file}: {said}");
        });
    }

    private static IReadOnlyList<Trick> Table() => TrickTable.Parse(File.ReadAllText(Path.Combine(_folder, "tricks.txt")));

    private static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder, "*.patch").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);

    private static DrillPatch Read(string file) => DrillPatch.Parse(File.ReadAllText(file, Encoding.Latin1), file);
}
