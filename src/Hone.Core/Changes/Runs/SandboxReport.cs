namespace Hone.Changes.Runs;

/// <summary>How far the programs of both arms were kept from the rest of the machine, the same for both.</summary>
/// <param name="Files">They wrote to their own folders only.</param>
/// <param name="Network">They had no network.</param>
/// <param name="Hidden">The repository, the record and the other arm could not be read.</param>
/// <param name="Without">What was given up, one sentence each; empty at the strictest.</param>
public sealed record SandboxReport(bool Files, bool Network, bool Hidden, IReadOnlyList<string> Without)
{
    /// <summary>They had no variables of whoever verified but those that say where tools are.</summary>
    public bool Variables { get; init; }

    /// <summary>Builds and tests were kept apart likewise: neither could change the other arm.</summary>
    public bool Making { get; init; }

    /// <summary>Enough that a program can neither leave something for its next run, nor read what is expected of it, nor bring code that is not in the patch.</summary>
    public bool IsSandboxed => Files && Network && Hidden && Variables && Making;
}
