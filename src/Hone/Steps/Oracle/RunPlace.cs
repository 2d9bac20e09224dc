using Hone.Linux.Processes;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle;

/// <summary>Other bytes in the place of one input.</summary>
/// <param name="Path">The input, relative to the project folder, or <c>stdin</c>.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record InputBytes(string Path, byte[] Bytes);

/// <summary>Where and how a case runs: in the project folder as the manifest states it, unless something else is said.</summary>
/// <param name="Folder">The absolute folder that takes the place of the project folder.</param>
internal sealed record RunPlace(string Folder)
{
    /// <summary>
    /// One input with other bytes; null for the inputs as they are. A file is replaced while the case runs and put back after, so
    /// it must lie in a tree of its own, never in the project folder.
    /// </summary>
    public InputBytes? Input { get; init; }

    /// <summary>The outermost folder of the tree that the folder is in, absolute: nothing outside of it is replaced. Null where it is the folder itself.</summary>
    public string? Tree { get; init; }

    /// <summary>Arguments behind the command's own.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Arguments that take the place of the command's own, behind its program; null for its own.</summary>
    public IReadOnlyList<string>? OtherArguments { get; init; }

    /// <summary>How long the run may take; null for the case's own time-out.</summary>
    public Duration? Timeout { get; init; }

    /// <summary>What is changed around the program.</summary>
    public Surroundings Surroundings { get; init; } = Surroundings.AsTheyAre;

    /// <summary>What is put around the program at the very end, such as an enclosure; null for nothing.</summary>
    public Func<SpawnRequest, SpawnRequest>? Around { get; init; }

    /// <summary>False where what a run costs says nothing, as beside other runs: invariants about figures are passed over then.</summary>
    public bool CountsFigures { get; init; } = true;

    /// <summary>Who watches the files of the folder; null for nobody.</summary>
    public IInputWatch? Watch { get; init; }

    /// <summary>The project folder itself.</summary>
    public static RunPlace Of(Session session) => new(session.Folder);
}
