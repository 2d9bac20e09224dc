using System.Security.Cryptography;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;

namespace Hone.Cli.Steps;

/// <summary>Hashes a stream as it comes and keeps its bytes up to a limit, so that a run may print any amount.</summary>
/// <param name="reading">Reads along; null for nobody.</param>
internal sealed class ChannelRecorder(ChannelReading? reading = null) : IDisposable
{
    /// <summary>Channels above this many bytes are kept as a hash only.</summary>
    public const long KeepLimit = ChannelReading.MostKept;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private MemoryStream? _kept = new();
    private long _bytes;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _hash.AppendData(bytes.Span);
        reading?.Add(bytes.Span);
        _bytes += bytes.Length;
        if (_bytes <= KeepLimit)
        {
            _kept!.Write(bytes.Span);
        }
        else
        {
            _kept = null;
        }
    }

    /// <summary>The channel as observed, and its bytes where they were kept.</summary>
    public (GoldenChannel Channel, byte[]? Bytes) Finish(string name)
    {
        reading?.Finish();
        return (new(name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _bytes) { Kept = _kept is not null }, _kept?.ToArray());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _kept?.Dispose();
    }
}
