using System.Globalization;

namespace Hone.Cli.Mcp.Resources;

/// <summary>What the address of a resource names. Addresses are names, not paths: none reaches a file by what stands in it.</summary>
internal abstract record ResourceAddress
{
    /// <summary>The analysis.</summary>
    public const string AnalysisUri = "hone://analysis";

    /// <summary>The latest entries of the record.</summary>
    public const string LedgerUri = "hone://ledger";

    /// <summary>The template of a range of the record.</summary>
    public const string LedgerTemplate = "hone://ledger/{from}/{to}";

    /// <summary>The template of a drawing.</summary>
    public const string FlameGraphTemplate = "hone://flamegraph/{workload}/{kind}";

    private const string FlameGraphs = "hone://flamegraph/";

    /// <summary>The analysis.</summary>
    public sealed record Analysis : ResourceAddress;

    /// <summary>A part of the record, counted from 1, both ends included.</summary>
    public sealed record Ledger(long From, long To) : ResourceAddress;

    /// <summary>The latest entries of the record.</summary>
    public sealed record LatestEntries : ResourceAddress;

    /// <summary>The drawing of the latest profile of a workload and kind.</summary>
    public sealed record FlameGraph(string Workload, string Kind) : ResourceAddress;

    /// <summary>The address of a drawing.</summary>
    public static string FlameGraphUri(string workload, string kind) => FlameGraphs + Uri.EscapeDataString(workload) + "/" + kind;

    /// <summary>Reads an address; null for one that names nothing here.</summary>
    public static ResourceAddress? Read(string uri) => uri switch
    {
        AnalysisUri => new Analysis(),
        LedgerUri => new LatestEntries(),
        _ when uri.StartsWith(LedgerUri + "/", StringComparison.Ordinal) && uri[(LedgerUri.Length + 1)..].Split('/') is [string from, string to] && Number(from) is long first && Number(to) is long last
            => new Ledger(first, last),
        _ when uri.StartsWith(FlameGraphs, StringComparison.Ordinal) && uri[FlameGraphs.Length..].Split('/') is [string workload, string kind] => new FlameGraph(Uri.UnescapeDataString(workload), kind),
        _ => null,
    };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
