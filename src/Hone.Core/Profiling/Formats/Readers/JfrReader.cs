using Hone.Profiling.Formats.FlightRecorder;

namespace Hone.Profiling.Formats.Readers;

/// <summary>Java flight recordings (<see cref="JfrProfile"/>), chunk by chunk.</summary>
internal sealed class JfrReader : IProfileReader
{
    private static readonly ProfileKind[] _kinds = [ProfileKind.Cpu, ProfileKind.Allocation, ProfileKind.Lock];

    public string Name => "jfr";

    public string Title => "a Java flight recording (.jfr)";

    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("FLR\0"u8);

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        JfrProfile[] profiles = [.. _kinds.Where(kind => options.Kind is null || options.Kind == kind).DefaultIfEmpty(ProfileKind.Cpu).Select(kind => new JfrProfile(kind))];
        JfrFile.Read(
            bytes,
            options.Place,
            what =>
            {
                foreach (JfrProfile profile in profiles)
                {
                    profile.Damage(what);
                }
            },
            chunk =>
            {
                foreach (JfrProfile profile in profiles)
                {
                    profile.Add(chunk);
                }
            },
            cancellation);
        return (profiles.FirstOrDefault(profile => profile.Events > 0) ?? profiles[0]).Build("Java flight recorder", options.Place, []);
    }
}
