using Microsoft.Win32.SafeHandles;

namespace Hone.Linux.Profilers;

/// <summary>Tells from an ELF file and its neighbours which runtime it hosts.</summary>
internal static class ElfRuntime
{
    private const long MaxScan = 64 << 20;

    /// <summary>
    /// SHA-256 of ".net core bundle": the mark in every .NET host; the 8 bytes before it are the offset of the bundle, 0 when
    /// the host is no single-file program (dotnet/runtime, docs/design/features/host-bundles).
    /// </summary>
    private static ReadOnlySpan<byte> BundleMark =>
    [
        0x8b, 0x12, 0x02, 0xb9, 0x6a, 0x61, 0x20, 0x38, 0x72, 0x7b, 0x93, 0x02, 0x14, 0xd7, 0xa0, 0x32,
        0x13, 0xf5, 0xb9, 0xe6, 0xef, 0xae, 0x33, 0x18, 0xee, 0x3b, 0x2d, 0xce, 0x24, 0xb3, 0x6a, 0xae,
    ];

    /// <summary>The runtime; null for a native program (a NativeAOT program is one).</summary>
    public static TargetRuntime? Of(string file)
    {
        if (File.Exists(file + ".dll") && File.Exists(file + ".runtimeconfig.json"))
        {
            return TargetRuntime.DotNet;
        }

        ElfSymbols? symbols = ElfSymbols.Find(file, "_PyRuntime", "Py_BytesMain", "Py_RunMain", "napi_create_function", "node_module_register");
        if (symbols is null)
        {
            return null;
        }

        return symbols.Values.Keys.Any(name => name.StartsWith("_Py", StringComparison.Ordinal) || name.StartsWith("Py", StringComparison.Ordinal)) ? TargetRuntime.Python
            : symbols.Values.Values.Any(value => value != 0) ? TargetRuntime.Node
            : IsBundle(file) ? TargetRuntime.DotNet
            : null;
    }

    private static bool IsBundle(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file);
        byte[] buffer = new byte[1 << 20];
        int kept = 0;
        for (long at = 0; at < MaxScan;)
        {
            int read = RandomAccess.Read(handle, buffer.AsSpan(kept), at);
            if (read == 0)
            {
                return false;
            }

            ReadOnlySpan<byte> window = buffer.AsSpan(0, kept + read);
            int mark = window.IndexOf(BundleMark);
            if (mark >= 8)
            {
                return window.Slice(mark - 8, 8).ContainsAnyExcept((byte)0);
            }

            at += read;
            kept = Math.Min(BundleMark.Length + 8, window.Length);
            window[^kept..].CopyTo(buffer);
        }

        return false;
    }
}
