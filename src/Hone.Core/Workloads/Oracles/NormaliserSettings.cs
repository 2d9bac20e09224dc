using System.Globalization;
using System.Text;

namespace Hone.Workloads.Oracles;

/// <summary>The closed list of what may be taken out of a comparison.</summary>
public enum NormaliserKind
{
    /// <summary>A date, a time of day, or both; seconds since 1970.</summary>
    Timestamp,

    /// <summary>A length of time with its unit.</summary>
    Duration,

    /// <summary>A memory address, <c>0x…</c>.</summary>
    Address,

    /// <summary>A process id where it is named as one.</summary>
    Pid,

    /// <summary>A TCP port where it is named as one.</summary>
    Port,

    /// <summary>A UUID (RFC 9562).</summary>
    Uuid,

    /// <summary>The part of a path below a folder for temporary files that changes.</summary>
    TempPath,

    /// <summary>The home folder at the beginning of a path.</summary>
    HomePath,

    /// <summary>Numbers with a fraction or an exponent, compared as numbers.</summary>
    FloatingPoint,

    /// <summary>JSON compared as values: white space, escapes and the order of members are free.</summary>
    Json,

    /// <summary>As <see cref="Json"/>, without the values at a path.</summary>
    JsonDrop,

    /// <summary>As <see cref="Json"/>, with a tolerance for the numbers at a path.</summary>
    JsonTolerate,

    /// <summary>Lines in any order; how often each occurs counts.</summary>
    Multiset,

    /// <summary>CSV without the cells of some columns.</summary>
    Csv,

    /// <summary>The contents of a gzip, zip or tar file instead of the container.</summary>
    Unpack,
}

/// <summary>One <c>[[oracle.normalise]]</c>: what is not compared byte by byte, and where.</summary>
public sealed record NormaliserSettings
{
    private static readonly (NormaliserKind Kind, string Name)[] _names =
    [
        (NormaliserKind.Timestamp, "timestamp"), (NormaliserKind.Duration, "duration"), (NormaliserKind.Address, "address"), (NormaliserKind.Pid, "pid"),
        (NormaliserKind.Port, "port"), (NormaliserKind.Uuid, "uuid"), (NormaliserKind.TempPath, "temp-path"), (NormaliserKind.HomePath, "home-path"),
        (NormaliserKind.FloatingPoint, "float"), (NormaliserKind.Json, "json"), (NormaliserKind.JsonDrop, "json-drop"), (NormaliserKind.JsonTolerate, "json-tolerate"),
        (NormaliserKind.Multiset, "multiset"), (NormaliserKind.Csv, "csv"), (NormaliserKind.Unpack, "unpack"),
    ];

    /// <summary>What it takes out.</summary>
    public required NormaliserKind Kind { get; init; }

    /// <summary>The channel: <c>exit</c>, <c>stdout</c>, <c>stderr</c>, <c>http</c>, <c>writes</c> or <c>file:PATH</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The workload, its cases included; null for all.</summary>
    public string? Workload { get; init; }

    /// <summary>The case; null for all.</summary>
    public string? Case { get; init; }

    /// <summary>The path of <c>json-drop</c> and <c>json-tolerate</c>, such as <c>$.items[*].id</c>.</summary>
    public string? Path { get; init; }

    /// <summary>The columns of <c>csv</c>, by the names in the first row.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The tolerance as a part of the larger magnitude.</summary>
    public double Relative { get; init; }

    /// <summary>The tolerance in the number's own unit.</summary>
    public double Absolute { get; init; }

    /// <summary>The tolerance in units in the last place of a double.</summary>
    public long Ulp { get; init; }

    /// <summary>The invariant that makes up for the order that <c>multiset</c> gives up.</summary>
    public string? Invariant { get; init; }

    /// <summary>Where it stands, as <c>file:line:column</c>.</summary>
    public string Place { get; init; } = "";

    /// <summary>The names of all kinds.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. _names.Select(each => each.Name)];

    /// <summary>The kind's name in the manifest.</summary>
    public static string NameOf(NormaliserKind kind) => _names.First(each => each.Kind == kind).Name;

    /// <summary>The kind of a name that is one of <see cref="Names"/>.</summary>
    public static NormaliserKind Parse(string name) => _names.First(each => each.Name == name).Kind;

    /// <summary>True when it is about this channel of this run.</summary>
    public bool IsAbout(string workload, string name, string channel) =>
        Channel == channel && (Case is not null ? Case == name : Workload is null || Workload == workload);

    /// <summary>Kind and what it is given, without the place: what a golden output remembers of it.</summary>
    public override string ToString()
    {
        StringBuilder text = new(NameOf(Kind));
        if (Path is not null)
        {
            text.Append(' ').Append(Path);
        }

        foreach (string column in Columns)
        {
            text.Append(' ').Append(column);
        }

        Add("relative", Relative);
        Add("absolute", Absolute);
        Add("ulp", Ulp);
        return text.ToString();

        void Add(string name, double value)
        {
            if (value != 0)
            {
                text.Append(CultureInfo.InvariantCulture, $" {name} {value:R}");
            }
        }
    }
}
