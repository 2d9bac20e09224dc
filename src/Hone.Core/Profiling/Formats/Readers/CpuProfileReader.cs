using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Readers;

/// <summary>V8's <c>.cpuprofile</c> (<see cref="CpuProfile"/>), read in one piece.</summary>
internal sealed class CpuProfileReader : IProfileReader
{
    public string Name => "cpuprofile";

    public string Title => "a V8 .cpuprofile";

    public bool Recognises(ReadOnlySpan<byte> head) =>
        JsonHead.Of(head) is JsonHead json && ((json.Has("nodes") && json.HasBelow("callFrame")) || (json.Has("startTime") && json.Has("endTime")));

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation) =>
        CpuProfile.Read(WholeInput.Read(bytes, options.Place, cancellation), options.Place);
}
