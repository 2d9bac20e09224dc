namespace Hone.Profiling.Formats.Writers;

/// <summary>Hone's own profiles (<see cref="HoneProfile"/>), which lose nothing.</summary>
internal sealed class HoneProfileWriter : IProfileWriter
{
    public string Name => "json";

    public string Extension => ".json";

    public bool IsText => true;

    public void Write(Profile profile, string title, Stream stream)
    {
        stream.Write(HoneProfile.Write(profile));
        stream.WriteByte((byte)'\n');
    }
}
