using System.Diagnostics;

namespace Hone.Linux.Storage;

/// <summary>
/// A file that one process holds for itself, by the kernel's own lock (flock(2), which FileShare.None takes). Whoever asks who holds it shares
/// it for an instant, and then a try to hold it fails: such a try is made again.
/// </summary>
internal static class HeldFile
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Opens it for this process alone, making it where it is not there; null where somebody has it for longer than the patience.</summary>
    public static FileStream? Alone(string path, TimeSpan patience)
    {
        long began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException error) when (IsHeld(error))
            {
                if (Stopwatch.GetElapsedTime(began) >= patience)
                {
                    return null;
                }

                Thread.Sleep(_pause);
            }
        }
    }

    /// <summary>EWOULDBLOCK from flock(2), the only error of opening that means "somebody else has it".</summary>
    public static bool IsHeld(IOException error) => error.HResult == 11;
}
