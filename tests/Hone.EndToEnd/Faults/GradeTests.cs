using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hone.EndToEnd.Faults;

/// <summary>
/// What the cases and invariants of an example are worth: the same mutants with them, and with the golden output of the main workload
/// alone. <c>bench/oracle-strength.sh</c> does it for all examples.
/// </summary>
public sealed partial class GradeTests
{
    [Fact]
    public void An_example_has_the_full_grade_with_the_oracle_that_it_ships_with_and_a_lower_one_with_a_single_golden_output()
    {
        using ProjectFolder copy = new();
        ExampleCopy.Fill(copy, "logreport");
        using JsonDocument shipped = Strength(copy, expected: 0);
        Assert.Equal("full", shipped.RootElement.GetProperty("grade").GetString());
        Assert.Empty(shipped.RootElement.GetProperty("decorative").EnumerateArray());

        copy.Write("hone.toml", CasesAndInvariants().Replace(File.ReadAllText(copy.File("hone.toml")), ""));
        using JsonDocument single = Strength(copy, expected: 1);
        Assert.Equal("goldens", single.RootElement.GetProperty("grade").GetString());
        Assert.True(Killed(single) < Killed(shipped) - 0.1, $"{Killed(single)} beside {Killed(shipped)}");
        Assert.True(Saturation(single) < Saturation(shipped), $"{Saturation(single)} beside {Saturation(shipped)}");
    }

    private static double Killed(JsonDocument strength) => strength.RootElement.GetProperty("killRate").GetDouble();

    private static double Saturation(JsonDocument strength) => strength.RootElement.GetProperty("saturation").GetDouble();

    private static JsonDocument Strength(ProjectFolder project, int expected)
    {
        Tool.Answer record = project.Hone("oracle", "record");
        Assert.True(record.ExitCode == 0, record.ToString());
        Tool.Answer answer = project.Hone("oracle", "strength", "--json");
        Assert.True(answer.ExitCode == expected, answer.ToString());
        return JsonDocument.Parse(answer.Output);
    }

    [GeneratedRegex(@"^\[\[oracle\.(case|invariant)\]\].*?(?=^\[)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CasesAndInvariants();
}
