using System.Security.Cryptography;
using Hone.Equivalence;

namespace Hone.Cli.Steps;

/// <summary>Hashes a stream as it comes and keeps its bytes up to a limit, so that a run may print any amount.</summary>
internal sealed class ChannelRecorder : IDisposable
{
    /// <summary>Channels above this many bytes are kept as a hash only.</summary>
    public const long KeepLimit = 16 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly MemoryStream _kept = new();
    private long _bytes;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _hash.AppendData(bytes.Span);
        _bytes += bytes.Length;
        if (_bytes <= KeepLimit)
        {
            _kept.Write(bytes.Span);
        }
    }

    /// <summary>The channel as observed, and its bytes where they were kept.</summary>
    public (GoldenChannel Channel, byte[]? Bytes) Finish(string name)
    {
        bool kept = _bytes <= KeepLimit;
        return (new(name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _bytes) { Kept = kept }, kept ? _kept.ToArray() : null);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _kept.Dispose();
    }
}
