namespace Hone.Changes.Drills;

/// <summary>A way to make a change look better than it is, and the rule that is meant to see through it.</summary>
/// <param name="Name">Its name, in kebab-case.</param>
/// <param name="Group"><c>evidence</c>, <c>gain</c>, <c>tampering</c>, <c>semantics</c> or <c>form</c>.</param>
/// <param name="IsPatch">It is a patch in the worktree; else something that is done, known by its name.</param>
/// <param name="Cost">How far it gets.</param>
/// <param name="Rule">The rule that is meant to catch it.</param>
/// <param name="Others">Examples where it is another rule; null where the trick is not played.</param>
/// <param name="What">What is done, as one clause.</param>
public sealed record Trick(string Name, string Group, bool IsPatch, TrickCost Cost, string Rule, IReadOnlyDictionary<string, string?> Others, string What)
{
    /// <summary>The rule that is meant to catch it in an example; null when it is not played there.</summary>
    public string? RuleIn(string example) => Others.TryGetValue(example, out string? other) ? other : Rule;
}
