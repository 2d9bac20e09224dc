using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hone.Beads;
using Hone.Linux.Storage;

namespace Hone.Linux.Trackers;

/// <summary>A claim that runs out.</summary>
/// <param name="Actor">Whose it is.</param>
/// <param name="Until">Until when.</param>
internal sealed record LeasedClaim(string Actor, DateTimeOffset Until);

/// <summary>
/// Hone's leases on issues of a tracker that has no field for them, in the user's state directory: they belong to this machine, and no
/// line of the tracker is touched for them. All claims of Hone on this machine go through its lock, so that looking and taking is
/// one step whatever the tracker itself sees to.
/// </summary>
internal sealed class LeaseFile
{
    private const int MostBytes = 16 << 20;

    private readonly string _path;

    /// <param name="folder">The folder that it lies in.</param>
    /// <param name="tracker">The tracker's folder: two copies of a project that share one share its leases.</param>
    public LeaseFile(string folder, string tracker)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Libc.RealPath(tracker) ?? tracker)))[..16];
        _path = Path.Combine(folder, name + ".json");
    }

    /// <summary>Waits for the lock that claims go through.</summary>
    public FileLock Lock(TimeSpan patience) => FileLock.Take(_path + ".lock", patience);

    /// <summary>The leases by issue; a file that cannot be read counts as none, and claims then hold until they are given back.</summary>
    public Dictionary<string, LeasedClaim> Read()
    {
        Dictionary<string, LeasedClaim> leases = new(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(_path) || new FileInfo(_path).Length > MostBytes)
            {
                return leases;
            }

            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(_path));
            foreach (JsonProperty lease in document.RootElement.EnumerateObject())
            {
                if (lease.Value.ValueKind == JsonValueKind.Object
                    && BeadLineReader.Text(lease.Value, "actor") is { } actor
                    && DateTimeOffset.TryParse(BeadLineReader.Text(lease.Value, "until"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset until))
                {
                    leases[lease.Name] = new(actor, until);
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            leases.Clear();
        }

        return leases;
    }

    /// <summary>Sets the lease of an issue, or takes it away; call with the lock held.</summary>
    public void Set(string id, LeasedClaim? claim)
    {
        Dictionary<string, LeasedClaim> leases = Read();
        if (claim is null ? !leases.Remove(id) : leases.TryGetValue(id, out LeasedClaim? before) && before == claim)
        {
            return;
        }

        if (claim is not null)
        {
            leases[id] = claim;
        }

        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            foreach ((string issue, LeasedClaim lease) in leases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(issue);
                json.WriteString("actor"u8, lease.Actor);
                json.WriteString("until"u8, BeadLineWriter.Time(lease.Until));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        DurableFile.Replace(_path, buffer.WrittenSpan);
    }
}
