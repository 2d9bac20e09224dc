using System.Text.Json;
using Hone.Linux.Machines;
using Hone.Measurement;

namespace Hone.Tests.Machines;

public sealed class HostFingerprintTests
{
    [Fact]
    public void The_same_machine_has_the_same_fingerprint()
    {
        Host host = HostFingerprint.Read();
        Assert.Equal(host, HostFingerprint.Read());
        Assert.Matches("^[0-9a-f]{12}$", host.Id);
    }

    [Fact]
    public void The_facts_are_this_machines()
    {
        Host host = HostFingerprint.Read();
        Assert.Equal(File.ReadAllText("/proc/sys/kernel/osrelease").Trim(), host.Kernel);
        Assert.Equal(Environment.ProcessorCount, host.Cores);
        Assert.Contains(host.Cpu, File.ReadAllText("/proc/cpuinfo"), StringComparison.Ordinal);
        Assert.Contains(host.System, File.ReadAllText("/etc/os-release"), StringComparison.Ordinal);
        Assert.InRange(host.MemoryBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2, long.MaxValue);
    }

    [Fact]
    public void It_survives_the_ledger()
    {
        Host host = HostFingerprint.Read();
        JsonElement data = JsonSerializer.SerializeToElement(host, HostJson.Default.Host);
        Assert.Equal(host, Host.Read(data));
        Assert.Null(Host.Read(JsonDocument.Parse("""{"id": 3}""").RootElement));
    }

    [Fact]
    public void The_machine_id_does_not_leave_the_machine()
    {
        string id = File.Exists("/etc/machine-id") ? File.ReadAllText("/etc/machine-id").Trim() : "";
        Assert.SkipWhen(id.Length == 0, "this machine has no machine-id");
        Assert.DoesNotContain(id[..8], JsonSerializer.Serialize(HostFingerprint.Read(), HostJson.Default.Host), StringComparison.Ordinal);
    }
}
