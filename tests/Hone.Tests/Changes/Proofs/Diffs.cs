using Hone.Changes.Patches;
using Hone.Equivalence.Mutants;

namespace Hone.Tests.Changes.Proofs;

/// <summary>Patches of one file, from its text before and after.</summary>
internal static class Diffs
{
    public static Patch Of(string file, string before, string after) => Patch.Parse(
        $"diff --git a/{file} b/{file}\nindex {new string('1', 40)}..{new string('2', 40)} 100644\n{UnifiedDiff.Of(file, Ended(before), Ended(after))}");

    private static string Ended(string text) => text.EndsWith('\n') ? text : text + "\n";
}
