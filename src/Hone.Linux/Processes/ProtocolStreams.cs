using System.Runtime.InteropServices;

namespace Hone.Linux.Processes;

/// <summary>
/// Standard input and output, taken for a protocol: from then on file descriptor 0 of this process is empty and 1 leads to standard
/// error, so that nothing else in it, and nothing that it starts, can read a request or write between two answers.
/// </summary>
public sealed class ProtocolStreams : IDisposable
{
    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const int ReadWrite = 2;

    private ProtocolStreams(Stream input, Stream output) => (Input, Output) = (input, output);

    /// <summary>What was standard input.</summary>
    public Stream Input { get; }

    /// <summary>What was standard output.</summary>
    public Stream Output { get; }

    /// <summary>Takes them. A process does so once, before it writes anything.</summary>
    public static ProtocolStreams Take()
    {
        // .NET reads and writes duplicates of the descriptors (SystemNative_Dup), which no program that is started inherits.
        ProtocolStreams taken = new(Console.OpenStandardInput(), Console.OpenStandardOutput());
        int nothing = LibC.Open("/dev/null", ReadWrite | LibC.CloseOnExec, 0);
        bool isPutAside = nothing >= 0 && LibC.Dup2(nothing, StandardInput) >= 0

            // Who starts a server may have closed its standard error.
            && (LibC.Dup2(StandardError, StandardOutput) >= 0 || LibC.Dup2(nothing, StandardOutput) >= 0);
        if (!isPutAside)
        {
            throw new IOException($"standard input and output cannot be put aside (errno {Marshal.GetLastPInvokeError()})");
        }

        if (nothing > StandardError)
        {
            _ = LibC.Close(nothing);
        }

        Console.SetOut(Console.Error);
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
    }
}
