using Hone.Problems;
using Hone.Profiling.Formats.Input;

namespace Hone.Profiling.Formats.Readers;

/// <summary>Hone's own profiles (<see cref="HoneProfile"/>), read in one piece.</summary>
internal sealed class HoneProfileReader : IProfileReader
{
    public string Name => "hone";

    public string Title => "a profile of Hone";

    public bool Recognises(ReadOnlySpan<byte> head) => JsonHead.Of(head)?.Text("schema").StartsWith("hone.profile/", StringComparison.Ordinal) == true;

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation) =>
        HoneProfile.Read(WholeInput.Read(bytes, options.Place, cancellation))
        ?? throw new ProblemException(new Problem(ExitCode.Usage, "hone-profile-malformed", "this is no whole profile of schema hone.profile/1", "write it again") { Place = options.Place });
}
