using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hone.Cli.Terminal;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary>What a command has at hand, and how its answer and its failure reach the person.</summary>
internal sealed class Front(ParseResult arguments, bool json, Progress progress, CancellationToken cancellation)
{
    private const int BrokenPipe = 32;

    private static readonly JsonWriterOptions _jsonOptions = new() { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ParseResult Arguments => arguments;

    public bool Json => json;

    public Progress Progress => progress;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Gives a command its action: run it, print its answer, turn a problem into text or JSON and an exit code.</summary>
    public static void Attach(Command command, Option<bool> json, Func<Front, ExitCode> action) =>
        command.SetAction(arguments =>
        {
            using Interrupt interrupt = new();
            Progress progress = new();
            Front front = new(arguments, arguments.GetValue(json), progress, interrupt.Token);
            try
            {
                return (int)action(front);
            }
            catch (ProblemException error)
            {
                progress.Wipe();
                return front.Report(error.Problem);
            }
            catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
            {
                progress.Wipe();
                Console.Error.WriteLine("hone: interrupted; what was recorded so far is kept");
                return interrupt.ExitCode;
            }
            catch (IOException error) when (error.HResult == BrokenPipe)
            {
                // EPIPE: the reader of our output has seen enough, as in `hone status | head -1`.
                return 0;
            }
#pragma warning disable CA1031 // The outermost handler: whatever else happens is a bug, and must say so instead of a bare trace.
            catch (Exception error)
#pragma warning restore CA1031
            {
                progress.Wipe();
                return front.Report(new(ExitCode.Bug, "bug", error.GetType().Name + ": " + error.Message, "this is a bug in Hone; please report it with the lines below\n" + error.StackTrace));
            }
        });

    /// <summary>Says that standard output cannot be written, unless its reader has only seen enough, and gives the exit code.</summary>
    public static int OutputRefused(Exception error)
    {
        if (error.HResult == BrokenPipe)
        {
            return 0;
        }

        Problem problem = Refused(error);
        Console.Error.WriteLine($"hone: {Lines(problem.What)} [{problem.Rule}]\n  next: {problem.Next}");
        return (int)problem.Exit;
    }

    /// <summary>Prints the answer: with <c>--json</c> the document, else the text.</summary>
    public void Print<T>(T document, JsonTypeInfo<T> type, Func<string> text)
    {
        progress.Wipe();
        Write(json ? Serialize(document, type) : Glyphs.Fit(text()));
    }

    /// <summary>Prints an answer that has a form of its own.</summary>
    public void Write(string answer)
    {
        progress.Wipe();
        try
        {
            Console.Out.Write(answer);
            Console.Out.Flush();
        }
        catch (Exception error) when (error is UnauthorizedAccessException || (error is IOException && error.HResult != BrokenPipe))
        {
            throw new ProblemException(Refused(error), error);
        }
    }

    private static Problem Refused(Exception error) =>
        new(ExitCode.ToolMissing, "output-refused", "standard output cannot be written: " + error.Message, "see where it leads");

    private static string Serialize<T>(T document, JsonTypeInfo<T> type)
    {
        using MemoryStream buffer = new();
        using (Utf8JsonWriter writer = new(buffer, _jsonOptions))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private int Report(Problem problem)
    {
        if (json && problem.Rule != "output-refused")
        {
            Console.Out.Write(Serialize(ProblemDocument.From(problem), ViewJson.Default.ProblemDocument));
        }

        string place = problem.Place is null ? "" : Printable.Clean(problem.Place) + ": ";
        Console.Error.WriteLine($"hone: {place}{Lines(problem.What)} [{problem.Rule}]\n  next: {Lines(problem.Next)}");
        return (int)problem.Exit;
    }

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Printable.Clean));
}
