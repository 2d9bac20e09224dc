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
