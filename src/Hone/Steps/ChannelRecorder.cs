using System.Security.Cryptography;
using Hone.Equivalence;
using Hone.Equivalence.Normalisers;

namespace Hone.Cli.Steps;

/// <summary>
/// Hashes a stream as it comes and keeps its bytes up to a limit, so that a run may print any amount: the first MiB in memory, what is
/// more in a temporary file, which is given up once the limit is passed.
/// </summary>
/// <param name="reading">Reads along; null for nobody.</param>
internal sealed class ChannelRecorder(ChannelReading? reading = null) : IDisposable
{
    /// <summary>Channels above this many bytes are kept as a hash only.</summary>
    public const long KeepLimit = ChannelReading.MostKept;

    private const int InMemory = 1 << 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private Stream? _kept = new MemoryStream();
    private long _bytes;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlyMemory<byte> bytes)
    {
        _hash.AppendData(bytes.Span);
        reading?.Add(bytes.Span);
        _bytes += bytes.Length;
        if (_bytes > KeepLimit)
        {
            _kept?.Dispose();
            _kept = null;
            return;
        }

        if (_bytes > InMemory && _kept is MemoryStream memory)
        {
            _kept = new FileStream(
                Path.Combine(Path.GetTempPath(), $"hone-channel-{Environment.ProcessId}-{Path.GetRandomFileName()}"),
                FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            memory.WriteTo(_kept);
            memory.Dispose();
        }

        _kept!.Write(bytes.Span);
    }

    /// <summary>The channel as observed, and its bytes where they were kept.</summary>
    public (GoldenChannel Channel, byte[]? Bytes) Finish(string name)
    {
        reading?.Finish();
        byte[]? kept = null;
        if (_kept is not null)
        {
            kept = new byte[_bytes];
            _kept.Position = 0;
            _kept.ReadExactly(kept);
        }

        return (new(name, Convert.ToHexStringLower(_hash.GetHashAndReset()), _bytes) { Kept = kept is not null }, kept);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _kept?.Dispose();
    }
}
