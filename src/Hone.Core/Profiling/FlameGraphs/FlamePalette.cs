namespace Hone.Profiling.FlameGraphs;

/// <summary>
/// The colour of each origin: the palette of M. Okabe and K. Ito, "Color Universal Design" (2008), which people with
/// any common colour blindness can tell apart, with green lightened for files and grey for unknown code. Text on them is
/// <see cref="Text"/>; its contrast is at least 4.5 to 1 (WCAG 2.1, 1.4.3) on each of them. A frame's shade is one of
/// three tints towards white by its name, so that neighbours differ and a function looks the same everywhere.
/// </summary>
public static class FlamePalette
{
    /// <summary>The colour of text on every box.</summary>
    public const string Text = "#111111";

    /// <summary>How opaque the three shades are on white.</summary>
    public static IReadOnlyList<double> Shades { get; } = [0.92, 0.76, 0.6];

    /// <summary>The colour of an origin's boxes, as <c>#RRGGBB</c>.</summary>
    public static string Fill(FrameOrigin origin) => origin switch
    {
        FrameOrigin.Native => "#E69F00",
        FrameOrigin.Managed => "#56B4E9",
        FrameOrigin.Script => "#F0E442",
        FrameOrigin.Runtime => "#CC79A7",
        FrameOrigin.Kernel => "#D55E00",
        FrameOrigin.Syscall => "#009E73",
        FrameOrigin.File => "#9AD9C3",
        _ => "#BDBDBD",
    };

    /// <summary>The origin's name in the legend.</summary>
    public static string Name(FrameOrigin origin) => origin switch
    {
        FrameOrigin.Native => "native",
        FrameOrigin.Managed => ".NET",
        FrameOrigin.Script => "script",
        FrameOrigin.Runtime => "runtime",
        FrameOrigin.Kernel => "kernel",
        FrameOrigin.Syscall => "system call",
        FrameOrigin.File => "file",
        _ => "unknown",
    };

    /// <summary>Which of the shades a frame has (FNV-1a of its name).</summary>
    internal static int Shade(Frame frame)
    {
        uint hash = 2166136261;
        foreach (char c in frame.Function)
        {
            hash = (hash ^ c) * 16777619;
        }

        return (int)((hash >> 8) % 3);
    }
}
