using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>The page that is rendered from the table of functions; HONE_ACCEPT=1 writes it.</summary>
public sealed class InvariantReferenceTests
{
    public static TheoryData<string> Texts =>
        [.. InvariantReference.Examples.Select(example => example.Text), .. InvariantReference.FunctionExamples().Select(example => example.Example)];

    [Fact]
    public void The_committed_page_is_the_rendered_one()
    {
        string file = Path.Combine(Repository.Root, "docs/invariants.md");
        if (Environment.GetEnvironmentVariable("HONE_ACCEPT") == "1")
        {
            File.WriteAllText(file, InvariantReference.Render());
        }

        Assert.Equal(InvariantReference.Render(), File.ReadAllText(file));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_example_on_the_page_is_read_and_is_in_normal_form(string text) => Assert.Equal(text, World.Parse(text).ToString());

    [Fact]
    public void Every_example_of_a_function_uses_it() =>
        Assert.All(InvariantReference.FunctionExamples(), each => Assert.Contains(each.Function + "(", each.Example, StringComparison.Ordinal));
}
