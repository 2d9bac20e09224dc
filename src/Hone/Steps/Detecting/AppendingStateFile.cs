using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Statistics.ChangePoints;

namespace Hone.Cli.Steps.Detecting;

/// <summary>The state of a history as a JSON file.</summary>
internal static class AppendingStateFile
{
    private const string Schema = "hone.detect-state/1";
    private const int Largest = 1 << 20;

    /// <summary>The state; null when there is no such file.</summary>
    public static AppendingState? Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            return !file.Exists && !Directory.Exists(path) ? null
                : file.Exists && file.Length > Largest ? throw Bad(path, null)
                : Parse(File.ReadAllBytes(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    /// <summary>Replaces the file.</summary>
    public static void Write(string path, AppendingState state) => DurableFile.Replace(path, Bytes(state));

    /// <summary>The state as the file holds it.</summary>
    internal static byte[] Bytes(AppendingState state) => JsonSerializer.SerializeToUtf8Bytes(new Document(Schema, state), AppendingStateJson.Default.Document);

    internal static AppendingState Parse(ReadOnlySpan<byte> bytes, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, AppendingStateJson.Default.Document) is { Schema: Schema, State: { Present: not null } state } && IsSound(state)
                ? state
                : throw Bad(path, null);
        }
        catch (JsonException error)
        {
            throw Bad(path, error);
        }
    }

    private static bool IsSound(AppendingState state) =>
        state.Present.Count <= AppendingDetector.MostKept && state.Points >= state.Present.Count && state.PresentSince >= 0 && state.PresentSince <= state.Points
        && state.Present.All(value => Math.Abs(value) <= 1e150) && state.Noise is null or > 0 and < 1e150 && state.Correlation is >= 0 and <= 0.9
        && (state.Before is null || double.IsFinite(state.Before.Value));

    private static ProblemException Bad(string path, Exception? cause) => new(
        new Problem(ExitCode.Usage, "state-unreadable", "this is no state of hone detect --append", "name the file that it wrote, or a new one to begin a history") { Place = path }, cause);

    /// <summary>The file.</summary>
    internal sealed record Document(string Schema, AppendingState State);
}

/// <summary>Source-generated JSON of the state.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AppendingStateFile.Document))]
internal sealed partial class AppendingStateJson : JsonSerializerContext;
