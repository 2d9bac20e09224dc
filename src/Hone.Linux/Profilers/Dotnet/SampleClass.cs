using Hone.Profiling.Formats.PerfFile;

namespace Hone.Linux.Profilers.Dotnet;

/// <summary>What a sample's time and thread say about it, beside its stack.</summary>
internal enum SampleClass
{
    /// <summary>Nothing special.</summary>
    Plain = 0,

    /// <summary>Taken while its thread ran a garbage collection.</summary>
    Collection = 1,

    /// <summary>Caused by the tracing: the list of methods, the threads that send events.</summary>
    Tracing = 2,
}

/// <summary>The class of a sample holds a <see cref="SampleClass"/> in its two lowest bits; what the bits above mean is the collector's.</summary>
internal static class SampleClasses
{
    /// <summary>How far up the collector's own bits begin.</summary>
    public const int Bits = 2;

    /// <summary>What the time and thread of these samples say.</summary>
    public static SampleClass Of(StackSamples stack) => (SampleClass)(stack.Class & ((1 << Bits) - 1));
}
