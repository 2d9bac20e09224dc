namespace Hone.Changes.Lint;

/// <summary>A number that belongs to a workload, such as the size of an input.</summary>
/// <param name="Value">The number.</param>
/// <param name="What">What it is, as one clause: <c>the bytes of data/novel.txt</c>.</param>
public sealed record WorkloadNumber(long Value, string What);

/// <summary>What only somebody who looked at the workloads could write into a program.</summary>
/// <param name="Names">Names of input files and folders, and of workloads' outputs, with and without their folders.</param>
/// <param name="Numbers">Sizes in bytes, lines and items.</param>
/// <param name="Hashes">Hashes of inputs and goldens in hexadecimal digits, lower case.</param>
/// <param name="Outputs">Golden texts, a letter for each byte, each cut to a size that can be searched at once.</param>
public sealed record WorkloadWords(IReadOnlyList<string> Names, IReadOnlyList<WorkloadNumber> Numbers, IReadOnlyList<string> Hashes, IReadOnlyList<string> Outputs)
{
    /// <summary>Texts of inputs, as <see cref="Outputs"/>.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Nothing.</summary>
    public static WorkloadWords None { get; } = new([], [], [], []);
}
