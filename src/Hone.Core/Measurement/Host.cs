using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hone.Units;

namespace Hone.Measurement;

/// <summary>The machine that figures were taken on. Figures of different hosts are never compared.</summary>
public sealed record Host
{
    /// <summary>The first 12 hexadecimal digits of a SHA-256 over what makes figures comparable.</summary>
    public required string Id { get; init; }

    /// <summary>The processor's own name.</summary>
    public required string Cpu { get; init; }

    /// <summary>Logical processors that Hone may run on.</summary>
    public required int Cores { get; init; }

    /// <summary>Simultaneous multithreading: <c>on</c>, <c>off</c> or <c>unknown</c>.</summary>
    public required string Smt { get; init; }

    /// <summary>The frequency governor, or <c>none</c>.</summary>
    public required string Governor { get; init; }

    /// <summary>Turbo: <c>on</c>, <c>off</c> or <c>unknown</c>.</summary>
    public required string Turbo { get; init; }

    /// <summary>Main memory, in bytes.</summary>
    public required long MemoryBytes { get; init; }

    /// <summary>The kernel's release.</summary>
    public required string Kernel { get; init; }

    /// <summary>The distribution's own name.</summary>
    public required string System { get; init; }

    /// <summary>The hypervisor or container, or <c>none seen</c>.</summary>
    public required string Virtualization { get; init; }

    /// <summary>The CPU time that the container or service may use, in cores; null when it is not limited, or not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? CpuLimit { get; init; }

    /// <summary>The processor's microcode as the kernel names it; null when it cannot be read. Part of the facts, not of the id.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Microcode { get; init; }

    /// <summary>Name and value of each fact, for people.</summary>
    public IReadOnlyList<(string Name, string Value)> Facts() =>
    [
        ("Host", Id),
        ("CPU", string.Create(CultureInfo.InvariantCulture, $"{Cpu}, {Cores} cores{(CpuLimit is double limit ? $", limited to the time of {limit:0.##}" : "")}")),
        ("SMT, governor, turbo", $"{Smt}, {Governor}, {Turbo}"),
        ("Memory", new Bytes(MemoryBytes).ToString()),
        ("Kernel", Kernel),
        ("System", System),
        ("Virtualisation", Virtualization),
    ];

    /// <summary>Reads what the ledger keeps; null when it is something else.</summary>
    public static Host? Read(JsonElement data)
    {
        try
        {
            return data.Deserialize(HostJson.Default.Host);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated reading and writing of <see cref="Host"/>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Host))]
public sealed partial class HostJson : JsonSerializerContext;
