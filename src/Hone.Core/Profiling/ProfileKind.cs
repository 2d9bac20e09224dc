namespace Hone.Profiling;

/// <summary>What the weights of a profile stand for.</summary>
public enum ProfileKind
{
    /// <summary>Time on a CPU.</summary>
    Cpu,

    /// <summary>Memory allocated.</summary>
    Allocation,

    /// <summary>Input and output through system calls.</summary>
    Io,

    /// <summary>Time blocked.</summary>
    OffCpu,

    /// <summary>Time waiting for locks.</summary>
    Lock,
}

/// <summary>The names of the kinds in the manifest, on the command line and in JSON.</summary>
public static class ProfileKindText
{
    /// <summary><c>cpu</c>, <c>alloc</c>, <c>io</c>, <c>offcpu</c> or <c>lock</c>.</summary>
    public static string Name(this ProfileKind kind) => kind switch
    {
        ProfileKind.Cpu => "cpu",
        ProfileKind.Allocation => "alloc",
        ProfileKind.Io => "io",
        ProfileKind.OffCpu => "offcpu",
        _ => "lock",
    };
}
