using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hone.Dummy;

/// <summary>What programs do that makes them hard to measure.</summary>
internal static class Misdeeds
{
    /// <summary>Never ends by itself, and not when it is asked to.</summary>
    public static void IgnoreSigTerm()
    {
        using PosixSignalRegistration _ = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
        Console.WriteLine("hanging");
        Thread.Sleep(Timeout.Infinite);
    }

    /// <summary>
    /// Leaves a process behind in a session of its own that lives for so long: with standard output still open when
    /// <paramref name="keepOutput"/>, else with none.
    /// </summary>
    public static void Leave(TimeSpan time, bool keepOutput)
    {
        string seconds = time.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string redirection = keepOutput ? "" : " >/dev/null 2>&1";
        using Process shell = Process.Start("/bin/sh", ["-c", $"setsid sleep {seconds} </dev/null{redirection} &"]);
        shell.WaitForExit();
    }

    /// <summary>Ends by SIGSEGV, which the runtime cannot turn into an exception: the address is none that it watches.</summary>
    public static unsafe void ReadNothing()
    {
        // The runtime would report a fault of its own code as an exception; the kernel's default action is wanted.
        _ = SetSignal(11, 0);
        Console.Write(*(byte*)0x10);
    }

    [DllImport("libc", EntryPoint = "signal")]
    private static extern nint SetSignal(int signal, nint handler);
}
