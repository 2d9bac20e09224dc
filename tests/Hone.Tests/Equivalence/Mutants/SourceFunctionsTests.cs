using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class SourceFunctionsTests
{
    private const string C =
        """
        #include <stdio.h>

        struct pair { int a, b; };

        static int add(struct pair *p, int n)
        {
            for (int i = 0; i < n; i++) {
                p->a += i;
            }
            return p->a;
        }

        int main(void) { return add(0, 1); }

        struct pair *find(struct pair *all) { return all; }
        """;

    private const string CSharp =
        """
        namespace A;

        internal sealed class B<T> where T : new()
        {
            private readonly List<int> _x = new() { 1, 2 };

            public int Count => _x.Count;

            public int Twice(int n) => n * 2;

            public int Sum(IEnumerable<int> all)
            {
                int sum = all.Where(x => { return x > 1; }).Sum();
                return sum;
            }
        }
        """;

    private const string Python =
        """
        import os


        class A:
            def first(self,
                      b=None) -> int:
                if b:
                    return (1 +
            2)
                return 0

            def second(self):
                def inner():
                    return 1
                return inner()
        """;

    [Theory]
    [InlineData("a.c", C, "add", 7, 5, 11)]
    [InlineData("a.c", C, "add", 5, 5, 11)]
    [InlineData("a.c", C, "add", null, 5, 11)]
    [InlineData("a.c", C, "main", 13, 13, 13)]
    [InlineData("a.c", C, "find", 15, 15, 15)]
    [InlineData("a.cs", CSharp, "A.B`1.Sum(System.Collections.Generic.IEnumerable`1<int>)", 12, 11, 15)]
    [InlineData("a.cs", CSharp, "A.B`1.Twice(int)", 9, 9, 9)]
    [InlineData("a.py", Python, "first", 7, 5, 10)]
    [InlineData("a.py", Python, "A.second", null, 12, 15)]
    [InlineData("a.py", Python, "inner", 14, 13, 14)]
    public void The_function_of_a_line_and_name_is_found(string file, string source, string name, int? line, int first, int last)
    {
        SourceLanguage language = SourceLanguages.Of(file)!;
        SourceFunction? function = SourceFunctions.Find(SourceLexer.Tokens(source, language), source, language, name, line);
        Assert.NotNull(function);
        Assert.Equal((first, last), (function.FirstLine, function.LastLine));
    }

    [Theory]
    [InlineData("Outer.Inner.Method(int)", "Method")]
    [InlineData("ns::klass<int>::run(char const*)", "run")]
    [InlineData("S_parse", "S_parse")]
    [InlineData("module!Type.Do", "Do")]
    public void The_last_part_of_a_name_is_the_functions_own(string name, string simple) => Assert.Equal(simple, SourceFunctions.SimpleName(name));
}
