namespace Hone.Cli.Terminal;

/// <summary>Colour on standard output, only where it is a terminal and NO_COLOR (no-color.org) is not set.</summary>
internal static class Style
{
    private static readonly bool _colour =
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static string Bold(string text) => Wrap("1", text);

    public static string Dim(string text) => Wrap("2", text);

    public static string Good(string text) => Wrap("32", text);

    public static string Bad(string text) => Wrap("31", text);

    private static string Wrap(string code, string text) => _colour ? $"\u001b[{code}m{text}\u001b[0m" : text;
}
