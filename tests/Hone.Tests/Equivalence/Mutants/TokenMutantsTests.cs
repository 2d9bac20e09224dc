using System.Text;
using CsCheck;
using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class TokenMutantsTests
{
    [Fact]
    public void The_mutants_of_a_c_function_are_these() => Golden.Check(Listing("a.c",
        """
        static long total(const int *values, size_t count, int limit)
        {
            long sum = 0;
            size_t i;
            for (i = 0; i < count; i++) {
                if (values[i] == limit && !skip(values, i))
                    continue;
                sum += values[i] * 2;
            }
            log_line("total", sum);
            return sum;
        }
        """));

    [Fact]
    public void The_mutants_of_a_python_function_are_these() => Golden.Check(Listing("a.py",
        """
        def total(values, limit=10):
            '''Adds them up.'''
            found = []
            for i in range(len(values)):
                if values[i] >= limit and not skip(values[i]):
                    found.append(values[i + 1:])
                else:
                    break
            return sum(found)
        """));

    [Fact]
    public void The_mutants_of_a_csharp_method_are_these() => Golden.Check(Listing("a.cs",
        """
        internal static class A
        {
            private static Dictionary<string, int> Count(IReadOnlyList<string> words, int top)
            {
                Dictionary<string, int> counts = [];
                foreach (string word in words)
                {
                    counts[word] = counts.GetValueOrDefault(word, 0) + 1;
                    Trace($"{word}");
                }

                return counts.Count > top ? Cut(counts, top) : counts;
            }
        }
        """));

    [Fact]
    public void Traps_stand_before_statements_only() => Assert.Equal(
        [3, 4, 5, 7, 8],
        TrapLines("a.c",
            """
            int f(int a)
            {
                int b = 1;
                if (a)
                    { b = 2; }
                else
                    b = 3;
                return b;
            }
            """));

    [Fact]
    public void Statements_are_not_looked_for_in_headers_initialisers_and_patterns()
    {
        const string source =
            """
            internal static class A
            {
                private static int F(int n)
                {
                    for (int i = 0; i < n; i++)
                        n += i;
                    Options o = new() { A = 1, B = n };
                    int k = n switch { 0 => 1, _ => 2 };
                    do { k--; } while (k > 0);
                    Run(() =>
                    {
                        k++;
                    });
                    if (o is { A: 1 })
                        return k;
                    return o.B;
                }
            }
            """;
        SourceLanguage language = SourceLanguages.Of("a.cs")!;
        IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, language);
        IReadOnlyList<StatementPlace> places = StatementPlace.Of(source, language, tokens, SourceFunctions.Find(tokens, source, language, "F", 5)!);
        Golden.Check(StatementPlace.Mark(source, places, line => $"Hit({line});"));
    }

    // What is left of the source beside the mutated piece is untouched, whatever the source is.
    [Fact]
    public void A_mutant_changes_its_own_piece_and_nothing_else()
    {
        Gen<string> scrap = Gen.OneOf("if (", ")", "{", "}", ";", "a", "b", "[", "]", "=", "==", "<", "&&", "!", "+", "-", "++", ", ", "1", "0", "\"x\"", "'c'", "return ", "break;", "while (", " ", "\n").Array[0, 60].Select(parts => "int f(int a)\n{\n" + string.Concat(parts) + "\n}\n");
        int some = 0;
        Gen.Select(scrap, Gen.OneOf("a.c", "a.cs", "a.js", "a.go", "a.rs", "a.php")).Sample((source, file) =>
        {
            IReadOnlyList<Mutant> mutants = Of(file, source, "f");
            Interlocked.Add(ref some, mutants.Count);
            return mutants.All(mutant => mutant.Apply(source) is string changed && changed != source
                && changed.StartsWith(source[..mutant.Start], StringComparison.Ordinal) && changed.EndsWith(source[(mutant.Start + mutant.Length)..], StringComparison.Ordinal)
                && source.AsSpan(0, mutant.Start).Count('\n') + 1 == mutant.Line);
        }, iter: 5_000, threads: 2);
        Assert.True(some > 10_000);
    }

    private static IEnumerable<int> TrapLines(string file, string source)
    {
        SourceLanguage language = SourceLanguages.Of(file)!;
        IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, language);
        return TokenMutants.Traps(file, source, language, tokens, SourceFunctions.Find(tokens, source, language, "f", 2)!).Keys.Order();
    }

    private static IReadOnlyList<Mutant> Of(string file, string source, string name)
    {
        SourceLanguage language = SourceLanguages.Of(file)!;
        IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, language);
        return SourceFunctions.Find(tokens, source, language, name, null) is SourceFunction function ? TokenMutants.Of(file, source, language, tokens, function) : [];
    }

    private static string Listing(string file, string source)
    {
        StringBuilder text = new();
        string[] lines = source.Split('\n');
        foreach (Mutant mutant in Of(file, source, file == "a.cs" ? "Count" : "total"))
        {
            string[] after = mutant.Apply(source).Split('\n');
            text.Append(mutant.Family).Append(' ').Append(mutant.Line).Append(": ").Append(lines[mutant.Line - 1].Trim()).Append("  =>  ").Append(after[mutant.Line - 1].Trim()).Append('\n');
        }

        return text.ToString();
    }
}
