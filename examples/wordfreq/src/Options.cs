using System.Globalization;

namespace Wordfreq;

public sealed class UsageException(string message) : Exception(message);

public enum Format
{
    Text,
    Csv,
    Json,
}

/// <summary>What the command line asks for.</summary>
public sealed record Options
{
    public const string Usage = """
        usage: wordfreq [options] FILE...      (- is standard input)

        Counts the words of texts, or sequences of words, and prints the most frequent.

          -n, --length N       count sequences of N words (1 to 5; 1)
          -t, --top N          print the N most frequent (20)
          -m, --least N        leave out what occurs fewer than N times (1)
          -s, --stop FILE      leave out the words of FILE, one a line
          -f, --format FORMAT  text, csv or json (text)
          -o, --output FILE    write to FILE instead of standard output
          -h, --help           print this text
        """;

    public int Length { get; init; } = 1;
    public int Top { get; init; } = 20;
    public int Least { get; init; } = 1;
    public string? StopWordsFile { get; init; }
    public Format Format { get; init; } = Format.Text;
    public string? Output { get; init; }
    public bool Help { get; init; }
    public IReadOnlyList<string> Files { get; init; } = [];

    public static Options Parse(IReadOnlyList<string> args)
    {
        Options options = new();
        List<string> files = [];
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "-h" or "--help":
                    return options with { Help = true };
                case "-n" or "--length":
                    options = options with { Length = Number(args, ref i, 1, 5) };
                    break;
                case "-t" or "--top":
                    options = options with { Top = Number(args, ref i, 1, int.MaxValue) };
                    break;
                case "-m" or "--least":
                    options = options with { Least = Number(args, ref i, 1, int.MaxValue) };
                    break;
                case "-s" or "--stop":
                    options = options with { StopWordsFile = Value(args, ref i) };
                    break;
                case "-f" or "--format":
                    string name = Value(args, ref i);
                    options = options with { Format = name switch { "text" => Format.Text, "csv" => Format.Csv, "json" => Format.Json, _ => throw new UsageException($"unknown format {name}") } };
                    break;
                case "-o" or "--output":
                    options = options with { Output = Value(args, ref i) };
                    break;
                case var other when other.Length > 1 && other[0] == '-':
                    throw new UsageException($"unknown option {other}");
                default:
                    files.Add(args[i]);
                    break;
            }
        }

        return files.Count == 0 ? throw new UsageException("no file given") : options with { Files = files };
    }

    private static string Value(IReadOnlyList<string> args, ref int i) =>
        ++i < args.Count ? args[i] : throw new UsageException($"{args[i - 1]} needs a value");

    private static int Number(IReadOnlyList<string> args, ref int i, int least, int greatest)
    {
        string option = args[i];
        string text = Value(args, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= greatest
            ? number
            : throw new UsageException($"{option} takes a number from {least} on, not {text}");
    }
}
