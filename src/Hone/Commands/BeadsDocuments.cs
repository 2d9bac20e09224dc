using System.Text.Json.Serialization;

namespace Hone.Cli.Commands;

/// <summary>Hone's verdict on a bead, and what the tracker was told.</summary>
internal sealed record GateVerdictDocument(string Schema, string Name, string Id, bool? Passes, string? Because, IReadOnlyList<string> Done);

/// <summary>Source-generated JSON of what the tracker commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GateVerdictDocument))]
internal sealed partial class BeadsJson : JsonSerializerContext;
