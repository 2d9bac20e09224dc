using System.Text.Json;
using Hone.Beads.Driving;

namespace Hone.Tests.Beads.Driving;

public sealed class BdFormulaTests
{
    private static readonly string[] _types = ["task", "bug", "feature", "epic", "chore"];

    [Fact]
    public void The_phase_as_a_formula() => Golden.Check(BdFormula.Of(Phase.Project));

    // bd's own rules: internal/formula/types.go, Validate: ids unique, needs known, titles there, types of a short list.
    [Fact]
    public void Every_step_has_an_id_of_its_own_and_needs_only_steps_before_it()
    {
        using JsonDocument formula = JsonDocument.Parse(BdFormula.Of(Phase.Project));
        List<string> seen = [];
        foreach (JsonElement step in formula.RootElement.GetProperty("steps").EnumerateArray())
        {
            if (step.TryGetProperty("needs", out JsonElement needs))
            {
                Assert.All(needs.EnumerateArray(), need => Assert.Contains(need.GetString()!, seen));
            }

            string id = step.GetProperty("id").GetString()!;
            Assert.DoesNotContain(id, seen);
            seen.Add(id);
            Assert.NotEmpty(step.GetProperty("title").GetString()!);
            Assert.Contains(step.GetProperty("type").GetString()!, _types);
            Assert.Contains("## Acceptance Criteria", step.GetProperty("description").GetString(), StringComparison.Ordinal);
        }

        Assert.Contains("flamegraph", seen);
        Assert.True(formula.RootElement.GetProperty("pour").GetBoolean());
    }
}
