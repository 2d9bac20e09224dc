using Wordfreq;

// A test program without a framework: each check says what it found, and the exit code is the number of failures.
int failures = 0;

Check("words are counted without case", "the=2 cat=1", Count(1, [], "The cat the"));
Check("punctuation ends a word", "a=1 b=1 c=1 d=1", Count(1, [], "a,b;c...(d)"));
Check("hyphens and apostrophes inside a word belong to it", "don't=1 well-known=1", Count(1, [], "don't 'well-known' -"));
Check("a possessive s does not make another word", "dog=2", Count(1, [], "dog's Dog"));
Check("sequences of words are counted", "a b=2 b a=1", Count(2, [], "a b a b"));
Check("a sequence does not go on over the end of a line", "a b=1 c d=1", Count(2, [], "a b\nc d"));
Check("stop words are left out before sequences are made", "a b=1", Count(2, ["the"], "a the b"));
Check("too short a line has no sequence", "", Count(3, [], "a b"));
Check("an empty text has no words", "", Count(1, [], "\n \n--\n"));
Check("letters beyond ASCII are letters", "é=1 über=1 łąka=1", Count(1, [], "Über é ŁĄKA"));
Check("digits are words", "2=1 42=1", Count(1, [], "42 2"));

TermCounter ranked = Counter(1, [], "b b a a c");
Check("equal counts are in ordinal order", "a b c", string.Join(' ', Ranking.Top(ranked, 10, 1).Select(term => term.Text)));
Check("the top ones only", "a", string.Join(' ', Ranking.Top(ranked, 1, 1).Select(term => term.Text)));
Check("rare ones left out", "a b", string.Join(' ', Ranking.Top(ranked, 10, 2).Select(term => term.Text)));
IReadOnlyList<Term> two = Ranking.Top(ranked, 2, 1);
Check("as text", "        2  40.000%  a\n        2  40.000%  b\n        5 in all\n", Report.Render(two, ranked.Total, Format.Text));
Check("as CSV", "term,count\na,2\nb,2\n", Report.Render(two, ranked.Total, Format.Csv));
Check("as JSON", "{\"total\":5,\"terms\":[{\"term\":\"a\",\"count\":2},{\"term\":\"b\",\"count\":2}]}",
    string.Concat(Report.Render(two, ranked.Total, Format.Json).Where(letter => !char.IsWhiteSpace(letter))));

Check("options are read", "2 5 csv.out a,-", Options.Parse(["-n", "2", "--top", "5", "-o", "csv.out", "a", "-"]) is var o ? $"{o.Length} {o.Top} {o.Output} {string.Join(',', o.Files)}" : "");
foreach (string[] wrong in (string[][])[[], ["-x", "a"], ["-n", "6", "a"], ["-n", "x", "a"], ["-n"], ["-f", "xml", "a"]])
{
    Check($"refused: {string.Join(' ', wrong)}", "refused", Refused(wrong));
}

Console.WriteLine(failures == 0 ? "all checks passed" : $"{failures} checks failed");
return failures == 0 ? 0 : 1;

void Check(string what, string expected, string found)
{
    if (expected != found)
    {
        failures++;
        Console.WriteLine($"FAILED {what}\n  expected: {expected}\n  found:    {found}");
    }
}

static TermCounter Counter(int length, string[] stop, string text)
{
    TermCounter counter = new(length, stop.ToHashSet());
    foreach (string line in text.Split('\n'))
    {
        counter.AddLine(line);
    }

    return counter;
}

static string Count(int length, string[] stop, string text) =>
    string.Join(' ', Ranking.Top(Counter(length, stop, text), int.MaxValue, 1).Select(term => $"{term.Text}={term.Count}"));

static string Refused(string[] args)
{
    try
    {
        Options.Parse(args);
        return "accepted";
    }
    catch (UsageException)
    {
        return "refused";
    }
}
