using Hone.Units;

namespace Hone.Workloads.Agents;

/// <summary>Reads <c>[agent]</c>.</summary>
internal static class AgentReader
{
    private const long Mebibyte = 1 << 20;

    /// <summary>The settings; the standard ones where the manifest has no such table.</summary>
    public static AgentSettings Read(ManifestValues values)
    {
        AgentSettings usual = values.Get<string>("preset") is string preset ? AgentPresets.Find(preset) ?? new() : new();
        return usual.With(values.Get<CommandLine>("command")?.Words ?? usual.Command, values.Get<string>("brief") is string word ? BriefWays.Read(word) : null) with
        {
            Writable = values.Get<List<string>>("writable") ?? usual.Writable,
            Timeout = values.GetValue<Duration>("timeout") ?? usual.Timeout,
            Cpu = values.GetValue<Duration>("cpu") ?? usual.Cpu,
            Memory = values.GetValue<long>("memory-mib") is long memory ? new Bytes(memory * Mebibyte) : usual.Memory,
            Network = values.GetValue<bool>("network") ?? usual.Network,
            Sandbox = values.GetValue<bool>("sandbox") ?? usual.Sandbox,
            Attempts = (int)(values.GetValue<long>("attempts") ?? usual.Attempts),
            Land = values.GetValue<bool>("land") ?? usual.Land,
        };
    }
}
