namespace Hone.Ledger;

/// <summary>
/// The data of a <see cref="EntryKind.Seal"/> entry. From here on the goldens recorded before are in force and later ones are proposals;
/// one that renewed an earlier seal also voids what was measured and checked before it.
/// </summary>
/// <param name="Project">The project's id, 32 hexadecimal digits.</param>
/// <param name="Root">The root of the sealed list, 64 hexadecimal digits.</param>
/// <param name="Items">How many things are sealed.</param>
/// <param name="Previous">The root that it renewed; null for the first.</param>
/// <param name="Because">The reason; null when a first seal gives none.</param>
public sealed record SealFact(string Project, string Root, int Items, string? Previous = null, string? Because = null);
