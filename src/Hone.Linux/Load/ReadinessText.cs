using System.Globalization;
using System.Text.RegularExpressions;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;

namespace Hone.Linux.Load;

/// <summary>How people write what a ready server looks like.</summary>
public static class ReadinessText
{
    private const string Tcp = "tcp:";
    private const string Output = "output:";

    /// <summary>Reads a URL, <c>tcp:PORT</c> or <c>output:REGEX</c>; null stands for the address of the load itself.</summary>
    public static Readiness Parse(string? text, RequestAddress load, int? port)
    {
        if (text is null)
        {
            return new Readiness.Tcp(load);
        }

        if (text.StartsWith(Output, StringComparison.Ordinal))
        {
            return new Readiness.Output(Pattern(text[Output.Length..], text));
        }

        string filled = RequestFile.Fill(text, port, text);
        if (!filled.StartsWith(Tcp, StringComparison.Ordinal))
        {
            return new Readiness.Http(RequestFile.Get(filled, null, []));
        }

        return int.TryParse(filled.AsSpan(Tcp.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and < 65536
            ? new Readiness.Tcp(load with { Port = number })
            : throw Bad($"'{filled[Tcp.Length..]}' is no port", "write tcp:8080", text);
    }

    /// <summary>A pattern that takes linear time on whatever the server prints.</summary>
    public static Regex Pattern(string pattern, string place)
    {
        try
        {
            return new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw Bad("the pattern cannot be used: " + error.Message, "write a regular expression without look-around and back-references", place);
        }
    }

    private static ProblemException Bad(string what, string next, string place) => new(new(ExitCode.Usage, "bad-ready", what, next) { Place = place });
}
