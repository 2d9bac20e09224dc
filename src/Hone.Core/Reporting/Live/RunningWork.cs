using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hone.Reporting.Live;

/// <summary>A command that is at work in a project, as it tells those who look on.</summary>
/// <param name="Command">The command, without the word hone.</param>
/// <param name="Pid">Its process.</param>
/// <param name="StartTicks">When that process was forked, in clock ticks since boot: a process id comes round again.</param>
/// <param name="Began">When the command began.</param>
/// <param name="Step">What it is at.</param>
/// <param name="At">When it said so.</param>
public sealed record RunningWork(string Command, int Pid, long StartTicks, DateTimeOffset Began, RunningStep Step, DateTimeOffset At)
{
    private const string Schema = "hone.progress/1";
    private const int MostText = 400;

    /// <summary>The document, in which times are UTC.</summary>
    public JsonObject Document() => new()
    {
        ["schema"] = Schema,
        ["command"] = Command,
        ["pid"] = Pid,
        ["start_ticks"] = StartTicks,
        ["began"] = Time(Began),
        ["step"] = Step.Number,
        ["of"] = Step.Of,
        ["name"] = Printable.Shorten(Printable.Clean(Step.Name), MostText),
        ["step_began"] = Time(Step.Began),
        ["text"] = Printable.Shorten(Printable.Clean(Step.Text), MostText),
        ["done"] = Step.Done,
        ["left_s"] = Step.Left,
        ["at"] = Time(At),
    };

    /// <summary>The file.</summary>
    public byte[] Write() => Encoding.UTF8.GetBytes(Document().ToJsonString() + "\n");

    /// <summary>Reads the file; null when it is none.</summary>
    public static RunningWork? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) is JsonObject file && (string?)file["schema"] == Schema
                ? new(
                    (string)file["command"]!, (int)file["pid"]!, (long)file["start_ticks"]!, Moment(file["began"]),
                    new((int)file["step"]!, (int)file["of"]!, (string)file["name"]!, Moment(file["step_began"]), (string)file["text"]!, (double)file["done"]!, (double?)file["left_s"]), Moment(file["at"]))
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or OverflowException or NullReferenceException)
        {
            // Whoever wrote that, it was no Hone of this kind.
            return null;
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(JsonNode? node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
