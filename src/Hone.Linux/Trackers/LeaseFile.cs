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
/// <param name="Host">The mark of the machine that it was given to; null when it is not recorded.</param>
/// <param name="Began">When it was given; null when that is not recorded.</param>
/// <param name="Until">Until when.</param>
internal sealed record LeasedClaim(string Actor, string? Host, DateTimeOffset? Began, DateTimeOffset Until)
{
    /// <summary>
    /// The lease as it counts by this clock. One that begins in the future was given by a clock that has been put back since: it begins anew now,
    /// because its claimer may be alive, and must not hold until the old clock's time comes.
    /// </summary>
    public LeasedClaim Settled(DateTimeOffset now) => (Began ?? Until - Lease.Most) <= now ? this
        : this with { Began = now, Until = now + (Began is { } began && Until - began is var length && length >= TimeSpan.Zero && length <= Lease.Most ? length : Lease.Most) };
}

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
        Seeding = new(Path.Combine(folder, name + ".seeding"));
    }

    /// <summary>The beads whose making began; under the same lock.</summary>
    public SeedJournal Seeding { get; }

    /// <summary>Waits for the lock that claims go through.</summary>
    public FileLock Lock(TimeSpan patience) => FileLock.Take(_path + ".lock", "tracker", patience);

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
                    && Time(lease.Value, "until") is { } until)
                {
                    leases[lease.Name] = new(actor, BeadLineReader.Text(lease.Value, "host"), Time(lease.Value, "began"), until);
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

        Write(leases);
    }

    /// <summary>Lets leases that begin in the future begin now (<see cref="LeasedClaim.Settled"/>); call with the lock held.</summary>
    public void Settle(DateTimeOffset now)
    {
        Dictionary<string, LeasedClaim> leases = Read();
        Dictionary<string, LeasedClaim> settled = leases.ToDictionary(pair => pair.Key, pair => pair.Value.Settled(now), StringComparer.Ordinal);
        if (leases.Any(pair => settled[pair.Key] != pair.Value))
        {
            Write(settled);
        }
    }

    private static DateTimeOffset? Time(JsonElement lease, string name) =>
        DateTimeOffset.TryParse(BeadLineReader.Text(lease, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;

    private void Write(Dictionary<string, LeasedClaim> leases)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, new() { Indented = true }))
        {
            json.WriteStartObject();
            foreach ((string issue, LeasedClaim lease) in leases.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject(issue);
                json.WriteString("actor"u8, lease.Actor);
                if (lease.Host is not null)
                {
                    json.WriteString("host"u8, lease.Host);
                }

                if (lease.Began is { } began)
                {
                    json.WriteString("began"u8, BeadLineWriter.Time(began));
                }

                json.WriteString("until"u8, BeadLineWriter.Time(lease.Until));
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        DurableFile.Replace(_path, buffer.WrittenSpan);
    }
}
