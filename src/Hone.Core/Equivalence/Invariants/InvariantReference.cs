using System.Text;
using Hone.Equivalence.Invariants.Functions;
using Hone.Equivalence.Invariants.Syntax;
using Hone.Equivalence.Invariants.Values;

namespace Hone.Equivalence.Invariants;

/// <summary>Renders the table of functions as the reference page docs/invariants.md.</summary>
public static class InvariantReference
{
    /// <summary>Invariants for what is most often worth stating, with what they say; the page shows them, and a test reads them.</summary>
    public static IReadOnlyList<(string Text, string Says)> Examples { get; } =
    [
        ("sorted_by(csv(file('out/pairs.csv')), it.count, desc, it.term, asc)", "The most frequent come first, and ties are in the order of their names."),
        ("count(csv(file('out/routes.csv'))) == count(csv(input('input/trips.csv')))", "Every trip has its route."),
        ("sum(column(csv(file('out/summary.csv')), 'requests')) == count(lines(input('input/access.log')))", "No request is lost or counted twice."),
        ("sum(json(stdout).items[*].amount) == json(input('order.json')).total", "What is spent is conserved, to the last digit."),
        ("subset(set(words(stdout)), set(words(input('input/novel.txt'))))", "Nothing is invented."),
        ("unique(json(stdout)[*].id)", "No record is written twice."),
        ("run(['bin/unpack'], stdout).stdout == stdin", "Round trip: what was packed comes out again."),
        ("multiset(lines(rerun('stdin', unlines(shuffle(lines(stdin), 7))).stdout)) == multiset(lines(stdout))", "Metamorphic: the order of the input does not matter."),
        ("json(rerun('stdin', concat(stdin, stdin)).stdout).total == 2 * json(stdout).total", "Metamorphic: twice the input, twice the total."),
        ("exit == 0 implies stderr == ''", "Nothing is complained of when all went well."),
        ("exit != 0 implies all(lines(stderr), starts(it, 'routes: '))", "Errors say who speaks."),
        ("all(lines(stdout), matches(it, '\\\\A *[0-9]+ +[0-9.]+%  .+\\\\z')) or exit != 0", "Every line has its form."),
        ("peak <= 1.1 * base.peak and wall <= 2 * base.wall", "No more than a tenth more memory, and not twice as slow."),
    ];

    /// <summary>The page's text.</summary>
    public static string Render()
    {
        StringBuilder page = new();
        page.Append("""
            # Invariants

            A golden output says what a program printed once. An invariant says in one line why that is right, and goes on saying so for
            inputs that nobody recorded: the rows are sorted, every request is counted, what was packed comes out again. `hone oracle
            check` and everything that relies on the oracle evaluate it on each run of the workloads and cases.

            ```toml
            [[oracle.invariant]]
            name = "sorted"
            workload = "pairs"
            holds = "sorted_by(csv(file('out/pairs.csv')), it.count, desc, it.term, asc)"
            ```

            `hone oracle suggest` finds candidates in what was recorded, for you to choose from. This page is generated from the table of
            functions that the evaluator itself follows.

            ## Examples

            | invariant | says |
            |---|---|

            """);
        foreach ((string text, string says) in Examples)
        {
            page.Append("| ").Append(Code(text)).Append(" | ").Append(says).Append(" |\n");
        }

        page.Append($$"""

            ## The language

            - **It always ends.** There are no loops but one pass over a list, no variables, no files, no clock. An evaluation that takes more
              than {{InvariantLimits.Standard.Steps / 1_000_000}} million steps or {{InvariantLimits.Standard.Bytes >> 30}} GiB of values is *undecided* (exit code 4), and so is one that reads an output too large to be kept.
            - **Errors are found when the manifest is read**, with their column: unknown names, wrong arguments, a sum of texts, a comparison
              of a number with a list. What stands in JSON is known only at the run; there, a wrong kind of value breaks the invariant.
            - **What is not there breaks the invariant**: a file that was not written, a field that is missing, an empty list that has no
              `max`. Guard it where that is right: `exit == 0 implies …`, `exists(json(stdout).error) implies …`. An invariant whose
              condition before `implies` is not met *does not apply*; it holds, and has shown nothing.
            - **Numbers are decimals of any size** (up to {{ExactNumber.MostDigits}} digits), never binary fractions: `0.1 + 0.2 == 0.3`, and 9007199254740993 is not
              9007199254740992. A quotient that does not come out even has {{ExactNumber.QuotientDigits}} digits. There is no NaN and no infinity; division by 0
              breaks the invariant.
            - **Texts are bytes**, UTF-8 as a rule, and compared byte by byte. They stand in `'…'` or `"…"`, with `\n \t \r \0 \\ \' \"`,
              `\xHH` for a byte and `\u{…}` for a character. In a TOML string with double quotes, write `\\n`; in one with `'''`, `\n`.
            - **Operators**, from the loosest: `implies`, `or`, `and`, `not`, then `== != < <= > >= in`, `+ -`, `* /`, a minus, and steps into a
              value. Comparisons do not chain. Values of different kinds are never equal, and `<` takes two numbers or two texts.
            - **Steps** lead into lists and records: `.name`, `['odd name']`, `[0]`, `[-1]` from the end, `[*]` for every item. Behind `[*]` the
              steps go on in each item: `json(stdout).orders[*].lines[*].price` is one list of all prices.
            - **`it`** is the item at hand inside `all`, `any`, `map`, `where` and `sorted_by`.

            ## What is observed

            | name | meaning |
            |---|---|

            """);
        foreach (Source source in Source.All)
        {
            page.Append("| `").Append(source.Name).Append("` | ").Append(source.Doc).Append(" |\n");
        }

        page.Append("""

            `base.` before a name is the same of the golden observation: `base.stdout`, `base.file('out/pairs.csv')`, `base.peak` (inputs and
            command are the same for both). Its figures are those of the recorded baseline: the medians of wall and CPU time, and the
            largest peak. A figure of the run that is checked is of one run; where it breaks an invariant, the program is run twice more,
            and only what is broken each time is broken.

            """);
        foreach ((string title, IReadOnlyList<Function> functions) in FunctionTable.Groups)
        {
            page.Append("\n## ").Append(title).Append("\n\n| function | gives | example |\n|---|---|---|\n");
            foreach (Function function in functions)
            {
                page.Append("| ").Append(Code(function.Signature)).Append(" | ").Append(function.Doc).Append(" | ").Append(Code(function.Example)).Append(" |\n");
            }
        }

        return page.ToString();
    }

    /// <summary>The examples of all functions, by the function's name; a test reads them.</summary>
    public static IReadOnlyList<(string Function, string Example)> FunctionExamples() => [.. FunctionTable.All.Select(function => (function.Name, function.Example))];

    private static string Code(string text) => "`" + text.Replace("|", "\\|", StringComparison.Ordinal) + "`";
}
