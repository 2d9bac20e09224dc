namespace Hone.Ledger;

/// <summary>Something in the record that is not as Hone wrote it.</summary>
/// <param name="Entry">The entry's number, counted from 1; 0 when it is about the whole record.</param>
/// <param name="Rule">A stable kebab-case name, such as <c>ledger-hash</c>.</param>
/// <param name="What">What is wrong, in one sentence.</param>
public sealed record LedgerFinding(long Entry, string Rule, string What);
