using System.Text.RegularExpressions;

namespace Redact;

/// <summary>Takes personal data out of support tickets.</summary>
internal static class Redactor
{
    private static readonly (string Pattern, string Mark)[] Rules =
    [
        (@"[\w.+-]+@[\w-]+(\.[\w-]+)+", "<mail>"),
        (@"\b(?:\d{4}[ -]?){3}\d{4}\b", "<card>"),
        (@"\+\d{2}(?: \d{2,4}){2,4}", "<phone>"),
    ];

    public static string Redact(string line)
    {
        foreach ((string pattern, string mark) in Rules)
        {
            Regex rule = new(pattern, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
            line = rule.Replace(line, mark);
        }

        return line;
    }
}

internal static class Program
{
    private static int Main(string[] args)
    {
        if (args.Length != 1 || !int.TryParse(args[0], out int tickets))
        {
            Console.Error.WriteLine("usage: redact TICKETS");
            return 2;
        }

        Random random = new(19);
        int marks = 0;
        uint check = 0;
        for (int i = 0; i < tickets; i++)
        {
            string line = Redactor.Redact(Ticket(random, i));
            marks += line.Count(each => each == '<');
            foreach (char each in line)
            {
                check = check * 31 + each;
            }
        }

        Console.WriteLine($"{tickets} tickets, {marks} marks, check {check:x8}");
        return 0;
    }

    private static string Ticket(Random random, int number) => (number % 4) switch
    {
        0 => $"Ticket {number}: please answer to anna.{random.Next(900)}@example.org before Friday.",
        1 => $"Ticket {number}: my card 4000 1234 {random.Next(1000, 9999)} {random.Next(1000, 9999)} was charged twice.",
        2 => $"Ticket {number}: call +41 44 {random.Next(100, 999)} {random.Next(1000, 9999)} after six.",
        _ => $"Ticket {number}: the page of order {random.Next(100000)} does not load.",
    };
}
