using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Reflection;

/// <summary>
/// Run by the runtime before a program's <c>Main</c> (DOTNET_STARTUP_HOOKS, dotnet/runtime docs/design/features/host-startup-hook.md, which
/// prescribes the name and that it stands in no namespace). When the program ends it writes how many bytes were allocated on the
/// managed heaps in its whole life, to a file named by its process id.
/// </summary>
internal static class StartupHook
{
    private const string Folder = "HONE_ALLOCATED_BYTES";

    /// <summary>The entry point.</summary>
    public static void Initialize()
    {
        string? folder = Environment.GetEnvironmentVariable(Folder);
        if (!string.IsNullOrEmpty(folder))
        {
            AppDomain.CurrentDomain.ProcessExit += (sender, arguments) => Write(folder!);
        }
    }

    private static void Write(string folder)
    {
        try
        {
            // Not part of .NET Standard: GC.GetTotalAllocatedBytes(bool precise), .NET Core 3.0.
            MethodInfo? total = typeof(GC).GetMethod("GetTotalAllocatedBytes", [typeof(bool)]);
            if (total?.Invoke(null, [true]) is long bytes)
            {
                using Process self = Process.GetCurrentProcess();
                File.WriteAllText(Path.Combine(folder, self.Id.ToString(CultureInfo.InvariantCulture) + ".bytes"), bytes.ToString(CultureInfo.InvariantCulture));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TargetInvocationException or SystemException)
        {
            // The program that is profiled must not end otherwise than by itself; without the file its total is that of the samples.
        }
    }
}
