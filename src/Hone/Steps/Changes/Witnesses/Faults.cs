using Hone.Linux.Processes;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// Gives a program a standard input or output that fails. A shell makes the descriptors and then becomes the program; it takes none of
/// its words from outside.
/// </summary>
internal static class Faults
{
    /// <summary>The largest file of a run with <see cref="OutputFault.Limited"/>, in bytes; the shell counts in 512.</summary>
    public const long FileLimit = 512;

    // Open for reading and writing a pipe has a reader, so that the writing end opens; then the reader goes (fifo(7)).
    private const string ClosedPipe = "mkfifo \"$F\" && exec 4<>\"$F\" 5>\"$F\" 4<&- && exec \"$@\" >&5 5>&-";

    /// <summary>The request with the faults of a case.</summary>
    /// <param name="request">The program.</param>
    /// <param name="how">The case.</param>
    /// <param name="standardInput">The input that is varied is standard input; a file's faults are made where it lies.</param>
    /// <param name="scratch">A folder for the pipe.</param>
    public static SpawnRequest Apply(SpawnRequest request, ArmCase how, bool standardInput, Scratch scratch)
    {
        string input = !standardInput ? "" : how.InputFault switch
        {
            InputFault.Missing => " <&-",
            InputFault.Unreadable => " <\"$D\"",
            _ => "",
        };
        string? script = how.OutputFault switch
        {
            OutputFault.Full => "exec \"$@\" >/dev/full" + input,
            OutputFault.Closed => ClosedPipe + input,
            // Without the signal, whose default is to kill, the write fails and the program has its say (setrlimit(2)).
            OutputFault.Limited => "trap '' XFSZ; ulimit -f 1 && exec \"$@\"" + input,
            _ => input.Length > 0 ? "exec \"$@\"" + input : null,
        };
        return script is null ? request : request with
        {
            Argv = ["/bin/sh", "-c", "F=$1; D=$2; shift 2; " + script, "sh", Path.Combine(scratch.Folder, "pipe"), scratch.Sub("folder"), .. request.Argv],
        };
    }
}
