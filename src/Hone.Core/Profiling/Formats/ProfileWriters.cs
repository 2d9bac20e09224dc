using Hone.Profiling.Formats.Writers;

namespace Hone.Profiling.Formats;

/// <summary>Every format that profiles are written in, beside the drawing.</summary>
public static class ProfileWriters
{
    /// <summary>The writers.</summary>
    public static IReadOnlyList<IProfileWriter> All { get; } = [new FoldedWriter(), new SpeedscopeWriter(), new PprofWriter(), new FirefoxWriter(), new HoneProfileWriter()];

    /// <summary>The writer of that name, or null.</summary>
    public static IProfileWriter? Named(string name) => All.FirstOrDefault(writer => writer.Name == name);
}
