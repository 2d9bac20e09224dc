using System.Text;

namespace Hone.Equivalence.Delays;

/// <summary>
/// The counters that are put into a program's own file, one text for each language, under <c>Runtime/</c>. All do the same: they count
/// the calls of each thread, wait in every so manieth of them as the variable <see cref="Variable"/> says, and leave one file for each
/// process, of slots of 64 bytes (<c>DelaySlot</c> reads them).
/// </summary>
public static class DelayRuntime
{
    /// <summary>The variable: every so many calls, how long in nanoseconds, and the folder for the files, with colons between.</summary>
    public const string Variable = "HONE_HANDICAP";

    /// <summary>More calls than this are not counted down at a time: a number that every language holds in a machine word.</summary>
    public const long MostEvery = (1 << 30) - 1;

    /// <summary>The variable's value; as long for every delay, since the length of the environment moves a program's stack.</summary>
    public static string Value(long every, long wait, string folder) => FormattableString.Invariant($"{every:D19}:{wait:D19}:{folder}");

    /// <summary>The text for C and C++, to stand before a file.</summary>
    public static string C { get; } = Read("delay.c");

    /// <summary>The text for C#, to stand behind a file.</summary>
    public static string Sharp { get; } = Read("delay-sharp.txt");

    /// <summary>The text for Python, to be executed in a module's own names.</summary>
    public static string Python { get; } = Read("delay.py");

    /// <summary>The text for JavaScript, to stand behind a file.</summary>
    public static string JavaScript { get; } = Read("delay.js");

    /// <summary>The text for TypeScript, to stand behind a file.</summary>
    public static string TypeScript { get; } = JavaScript.Replace("/*: any*/", ": any", StringComparison.Ordinal).Replace("/*as any*/", " as any", StringComparison.Ordinal);

    private static string Read(string name)
    {
        using Stream stream = typeof(DelayRuntime).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name + " is not embedded in the assembly");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
