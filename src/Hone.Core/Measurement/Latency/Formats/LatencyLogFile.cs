namespace Hone.Measurement.Latency.Formats;

/// <summary>Reads the latency log of another load generator, whichever it is.</summary>
public static class LatencyLogFile
{
    /// <summary>Stub.</summary>
    public static LatencyReading Read(Stream stream, string path, double unit) => throw new NotImplementedException(path + unit + stream);
}
