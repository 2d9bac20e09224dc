namespace Hone.Changes.Proofs;

/// <summary>An input made of the workload's own for one witness.</summary>
/// <param name="What">How it was made, as one clause for people.</param>
/// <param name="Bytes">Its content.</param>
public sealed record DerivedInput(string What, byte[] Bytes);
