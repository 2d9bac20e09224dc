using System.Text;
using Hone.Profiling.FlameGraphs;
using Hone.Reporting.Html;

namespace Hone.Cli.Serving;

/// <summary>
/// The page that everybody gets: it holds nothing of the project, and asks for everything with the token from its own address's fragment,
/// which no browser sends anywhere.
/// </summary>
internal static class LiveShell
{
    /// <summary>The page, UTF-8.</summary>
    public static byte[] Page { get; } = Encoding.UTF8.GetBytes(
        Resource("live.html").Replace("/*live.css*/", Resource("live.css"), StringComparison.Ordinal).Replace("/*live.js*/", Resource("live.js"), StringComparison.Ordinal));

    /// <summary>What may run and be asked for (Content Security Policy Level 3). The report stands in a frame without an origin, which has this policy and its own.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; script-src '{PolicyHash.Of(Resource("live.js"))}' {ReportPage.ScriptSources}; style-src '{PolicyHash.Of(Resource("live.css"))}' {ReportPage.StyleSources}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static string Resource(string name)
    {
        using Stream stream = typeof(LiveShell).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is not embedded in the assembly");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
