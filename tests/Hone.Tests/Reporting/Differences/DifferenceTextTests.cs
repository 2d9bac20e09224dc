using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Reporting.Differences;
using Hone.Tests.Profiling.Differences;

namespace Hone.Tests.Reporting.Differences;

public sealed class DifferenceTextTests
{
    [Fact]
    public void One_function_became_dearer()
    {
        Sampled program = new(1);
        Golden.Check(Check(ProfileDifferences.Of(program.Runs(5, Sampled.Program), program.Runs(5, Sampled.With(("checksum", 1.2))))));
    }

    [Fact]
    public void Everything_that_can_happen_at_once()
    {
        Sampled program = new(2);
        string[] after =
        [
            .. Sampled.With(("checksum", 0), ("seal", 14), ("tokenize", 1.7), ("lookup", 0.5)),
            "main;batch;render;a_function_with_a_name_that_is_far_too_long_for_one_line_of_a_terminal(std::vector<int>) 190",
        ];
        Golden.Check(Check(ProfileDifferences.Of([program.Run(Sampled.Program)], [program.Run(after)])));
    }

    [Fact]
    public void Nothing_changed()
    {
        Sampled program = new(3);
        Golden.Check(Check(ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.Program))));
    }

    [Fact]
    public void Shares_where_costs_are_unknown()
    {
        Sampled program = new(4);
        Golden.Check(Check(ProfileDifferences.Of(program.Runs(3, Sampled.Program), program.Runs(3, Sampled.With(("lookup", 2))), new() { Measure = DifferenceMeasure.Share })));
    }

    [Fact]
    public void Escapes_in_names_do_not_reach_the_terminal()
    {
        Sampled program = new(5);
        Profile after = program.Run([.. Sampled.Program, "main;\u001b[31mred\u202e 400"]);
        string text = Check(ProfileDifferences.Of([program.Run(Sampled.Program)], [after]));
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u202e', text);
        Assert.Contains("red", text, StringComparison.Ordinal);
    }

    private static string Check(ProfileDifference difference)
    {
        string text = DifferenceText.Of(difference, 10, unicode: true);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
        Assert.All(DifferenceText.Of(difference, 10, unicode: false), c => Assert.InRange(c, '\n', '~'));
        return text;
    }
}
