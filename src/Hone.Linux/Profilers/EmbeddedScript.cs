namespace Hone.Linux.Profilers;

/// <summary>Scripts that Hone brings along and puts where a program's runtime loads them.</summary>
internal static class EmbeddedScript
{
    /// <summary>Writes the script called <paramref name="name"/> to a file.</summary>
    public static void CopyTo(string name, string file)
    {
        using Stream script = typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this build");
        using FileStream target = File.Create(file);
        script.CopyTo(target);
    }
}
