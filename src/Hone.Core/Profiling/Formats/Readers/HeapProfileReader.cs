using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Readers;

/// <summary>V8's <c>.heapprofile</c> (<see cref="HeapProfile"/>), read in one piece.</summary>
internal sealed class HeapProfileReader : IProfileReader
{
    public string Name => "heapprofile";

    public string Title => "a V8 .heapprofile";

    public bool Recognises(ReadOnlySpan<byte> head) => JsonHead.Of(head) is JsonHead json && json.Has("head") && json.HasBelow("callFrame");

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation) =>
        HeapProfile.Read(WholeInput.Read(bytes, options.Place, cancellation), options.Place);
}
