using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class CSharpCodeTests
{
    private const string Source =
        """
        namespace A;

        [Obsolete("not this")]
        internal sealed class B<T>(int first) where T : new()
        {
            private readonly List<int> _x = new() { 1, 2 };

            public int Count => _x.Count + 1;

            public B() : this(1) { _x.Add(3); }

            public int Sum(IEnumerable<Dictionary<string, List<int>>> all)
            {
                int sum = 0;
                foreach (Dictionary<string, List<int>> each in all)
                {
                    sum += Twice(each.Count);
                    Console.WriteLine(nameof(sum));
                }

                return sum;

                int Twice(int n) => n * 2;
            }
        }
        """;

    private static readonly IReadOnlyList<SourceToken> _tokens = SourceLexer.Tokens(Source, SourceLanguages.Of("a.cs")!);
    private static readonly CSharpCode _code = CSharpCode.Read(Source);

    [Theory]
    [InlineData("A.B`1.Sum(System.Collections.Generic.IEnumerable`1<int>)", 17, 12, 24)]
    [InlineData("A.B`1.<Sum>g__Twice|0_0(int)", 23, 12, 24)]
    [InlineData("A.B`1.get_Count()", 8, 8, 8)]
    [InlineData("A.B`1.Sum", null, 12, 24)]
    [InlineData("A.B`1..ctor()", 10, 10, 10)]
    public void The_function_of_a_line_and_name_is_found(string name, int? line, int first, int last)
    {
        SourceFunction? function = _code.Find(_tokens, name, line);
        Assert.NotNull(function);
        Assert.Equal((first, last), (function.FirstLine, function.LastLine));
    }

    [Fact]
    public void Mutants_of_types_attributes_and_names_are_refused_and_others_are_not()
    {
        SourceFunction function = _code.Find(_tokens, "Sum", 13)!;
        IReadOnlyList<Mutant> mutants = TokenMutants.Of("a.cs", Source, SourceLanguages.Of("a.cs")!, _tokens, function);
        Mutant[] allowed = [.. mutants.Where(_code.Allows)];
        Assert.Contains(allowed, mutant => mutant.Family == MutantFamily.Arithmetic && mutant.Line == 17);
        Assert.Contains(allowed, mutant => mutant.Family == MutantFamily.Deletion && mutant.Line == 18);
        Assert.DoesNotContain(allowed, mutant => mutant.Family == MutantFamily.Relational);
        Assert.False(_code.Allows(new("a.cs", "Sum", 15, Source.IndexOf("<string, List<int>> each", StringComparison.Ordinal), 1, "<=", MutantFamily.Relational)));
        Assert.False(_code.Allows(new("a.cs", "Sum", 18, Source.IndexOf("sum))", StringComparison.Ordinal), 3, "1", MutantFamily.Constant)));
        Assert.False(_code.Allows(new("a.cs", "", 3, Source.IndexOf("\"not this\"", StringComparison.Ordinal), 10, "\"\"", MutantFamily.TextConstant)));
        Assert.False(_code.Allows(new("a.cs", "Sum", 14, Source.IndexOf("= 0;", StringComparison.Ordinal), 1, "==", MutantFamily.Relational)));
    }
}
