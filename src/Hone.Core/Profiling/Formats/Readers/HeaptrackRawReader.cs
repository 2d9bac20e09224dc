using Hone.Profiling.Symbols;

namespace Hone.Profiling.Formats.Readers;

/// <summary>heaptrack's recording before <c>heaptrack_interpret</c> (<see cref="HeaptrackRaw"/>).</summary>
internal sealed class HeaptrackRawReader : IProfileReader
{
    public string Name => "heaptrack-raw";

    public string Title => "a raw heaptrack recording";

    public bool NamesCode => true;

    /// <summary>It lists modules (<c>m</c>), which interpreted recordings no longer have.</summary>
    public bool Recognises(ReadOnlySpan<byte> head) => head.StartsWith("v "u8) && head.IndexOf("\nm "u8) >= 0 && head.IndexOf("\nx "u8) >= 0;

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        HeaptrackRecording recording = HeaptrackRaw.Read(bytes);
        ProfileBuilder builder = new(ProfileKind.Allocation, HeaptrackProfile.Metrics);
        Dictionary<string, NativeImage?> images = [];
        HeaptrackProfile.Add(builder, recording, (segment, address) =>
        {
            if (segment is null)
            {
                return [NativeImage.UnknownFrame("")];
            }

            if (!images.TryGetValue(segment.Path, out NativeImage? image))
            {
                image = options.Images?.Invoke(segment.Path);
                images.Add(segment.Path, image);
            }

            return image?.Resolve(address - segment.Bias) ?? [NativeImage.UnknownFrame(segment.Path[(segment.Path.LastIndexOf('/') + 1)..])];
        });
        string[] unnamed = [.. images.Where(pair => pair.Value is null).Select(pair => pair.Key).Order(StringComparer.Ordinal)];
        List<string> notes = [.. recording.Notes];
        if (unnamed.Length > 0)
        {
            notes.Add($"the functions of {string.Join(", ", unnamed.Take(3))}{(unnamed.Length > 3 ? ", …" : "")} are not named: the files are not where they were when it was recorded");
        }

        return builder.Build(("heaptrack " + recording.Version).TrimEnd(), options.Place, notes);
    }
}
