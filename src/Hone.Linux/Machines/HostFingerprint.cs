using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hone.Linux.Machines.Noise;
using Hone.Measurement;
using Hone.Measurement.Checks;

namespace Hone.Linux.Machines;

/// <summary>Reads what makes figures comparable from /proc and /sys.</summary>
public static class HostFingerprint
{
    /// <summary>The host as it is now. What cannot be read is <c>unknown</c>, never a guess.</summary>
    public static Host Read()
    {
        string cpuinfo = Text("/proc/cpuinfo");
        Host host = new()
        {
            Id = "",
            Cpu = Field(cpuinfo, "model name") ?? Field(cpuinfo, "CPU part") ?? "unknown",
            Cores = Environment.ProcessorCount,
            Smt = Text("/sys/devices/system/cpu/smt/active") switch { "1" => "on", "0" => "off", _ => "unknown" },
            Governor = Text("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") is { Length: > 0 } governor ? governor : "none",
            Turbo = Turbo(),
            MemoryBytes = long.TryParse(Field(Text("/proc/meminfo"), "MemTotal")?.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long kib) ? kib * 1024 : 0,
            Kernel = Text("/proc/sys/kernel/osrelease"),
            System = SystemName(),
            Virtualization = Virtualization(cpuinfo),
            CpuLimit = CpuLimit.Cores(HostTextReader.Read()),
            Microcode = Field(cpuinfo, "microcode"),
        };
        return host with { Id = IdOf(host) };
    }

    // The machine-id keeps two equal machines apart; only its hash leaves the machine. Only a limited host has the last part, so
    // that the ids of all others are what they were before limits were known.
    private static string IdOf(Host host)
    {
        string[] parts =
        [
            Text("/etc/machine-id"),
            host.Cpu,
            host.Cores.ToString(CultureInfo.InvariantCulture),
            host.Smt,
            host.Governor,
            host.Turbo,
            (host.MemoryBytes >> 28).ToString(CultureInfo.InvariantCulture),
            host.Kernel,
            .. host.CpuLimit is double limit ? new[] { limit.ToString("0.##", CultureInfo.InvariantCulture) } : [],
        ];
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))))[..12];
    }

    private static string Turbo() => (Text("/sys/devices/system/cpu/intel_pstate/no_turbo"), Text("/sys/devices/system/cpu/cpufreq/boost")) switch
    {
        ("0", _) or (_, "1") => "on",
        ("1", _) or (_, "0") => "off",
        _ => "unknown",
    };

    private static string SystemName()
    {
        foreach (string line in Text("/etc/os-release").Split('\n'))
        {
            if (line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            {
                return line["PRETTY_NAME=".Length..].Trim('"');
            }
        }

        return "unknown";
    }

    private static string Virtualization(string cpuinfo)
    {
        string container = File.Exists("/.dockerenv") || File.Exists("/run/.containerenv") ? "container" : "";
        string machine = cpuinfo.Contains(" hypervisor", StringComparison.Ordinal) ? "virtual machine" : "";
        return string.Join(" in a ", new[] { container, machine }.Where(part => part.Length > 0)) is { Length: > 0 } seen ? seen : "none seen";
    }

    private static string? Field(string text, string name)
    {
        foreach (string line in text.Split('\n'))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Trim().SequenceEqual(name))
            {
                return line[(colon + 1)..].Trim();
            }
        }

        return null;
    }

    private static string Text(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
