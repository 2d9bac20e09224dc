using CsCheck;
using Hone.Equivalence.Mutants;

namespace Hone.Tests.Equivalence.Mutants;

public sealed class SourceLexerTests
{
    [Theory]
    [InlineData("a.c", "x = 1; // y == 2\n/* if (z) */ char c = '\\n'; char *s = \"a \\\" b\";", "x|=|1|;|char|c|=|'\\n'|;|char|*|s|=|\"a \\\" b\"|;")]
    [InlineData("a.c", "#define F(x) \\\n  ((x) + 1)\nint y;", "int|y|;")]
    [InlineData("a.cs", "var s = $\"a {b[\"k\"]} c\"; var v = @\"x\"\"y\"; // end", "var|s|=|$\"a {b[\"k\"]} c\"|;|var|v|=|@\"x\"\"y\"|;")]
    [InlineData("a.cs", "var r = \"\"\"\n a \"quoted\" b\n \"\"\";", "var|r|=|\"\"\"\n a \"quoted\" b\n \"\"\"|;")]
    [InlineData("a.py", "def f(a):  # not here\n    \"\"\"Says 'so'.\"\"\"\n    return a // 2", "def|f|(|a|)|:|\"\"\"Says 'so'.\"\"\"|return|a|//|2")]
    [InlineData("a.rs", "fn f<'a>(x: &'a str) -> char { 'x' }", "fn|f|<|'a|>|(|x|:|&|'a|str|)|->|char|{|'x'|}")]
    [InlineData("a.js", "const s = `a ${b + `c`} d`; x ||= y >>> 2;", "const|s|=|`a ${b + `c`} d`|;|x|||=|y|>>>|2|;")]
    [InlineData("a.sh", "n=$#; echo ${#n} # words", "n|=|$|#|;|echo|$|{|#|n|}")]
    [InlineData("a.sql", "SELECT a -- no\nFROM t WHERE b <> 'it''s'", "SELECT|a|FROM|t|WHERE|b|<>|'it''s'")]
    public void Comments_and_texts_are_told_from_code(string file, string source, string expected) =>
        Assert.Equal(expected, string.Join('|', SourceLexer.Tokens(source, SourceLanguages.Of(file)!).Select(token => token.Text)));

    [Fact]
    public void Every_token_stands_where_it_says()
    {
        Gen<string> scrap = Gen.OneOf("\"", "'", "\"\"\"", "`", "$\"", "{", "}", "(", ")", "/*", "*/", "//", "#", "\\", "\n", "if", "x", "1", "1.5e-3", "==", "<", ">>>=", "r#\"", "é", " ").Array[0, 40].Select(string.Concat);
        Gen.Select(scrap, Gen.Int[0, SourceLanguages.All.Count - 1].Select(i => SourceLanguages.All[i])).Sample((source, language) =>
        {
            int at = 0;
            foreach (SourceToken token in SourceLexer.Tokens(source, language))
            {
                if (token.Start < at || token.Text.Length == 0 || source.Substring(token.Start, token.Text.Length) != token.Text || source.AsSpan(0, token.Start).Count('\n') + 1 != token.Line)
                {
                    return false;
                }

                at = token.End;
            }

            return true;
        }, iter: 20_000, threads: 2);
    }
}
