using System.Globalization;
using Hone.Changes.Patches;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Proofs;

/// <summary>Constants that a patch adds: what is fast for one size alone, or known beforehand, stands there.</summary>
public static class DiffConstants
{
    private const int Largest = 20_000;
    private const int Most = 12;

    /// <summary>Whole numbers on added lines that are not on removed ones and may be a number of lines, ascending.</summary>
    public static IReadOnlyList<int> Sizes(Patch patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        SortedSet<int> found = [];
        foreach (FilePatch file in patch.Files)
        {
            foreach (ChangedTokens tokens in file.Hunks.Select(hunk => ChangedTokens.Of(file.Path, hunk)))
            {
                HashSet<string> before = [.. tokens.Removed.Select(token => token.Text)];
                foreach (ChangedToken token in tokens.Added.Where(token => token.Kind == TokenKind.Number && !before.Contains(token.Text)))
                {
                    if (int.TryParse(token.Text.TrimEnd('u', 'U', 'l', 'L'), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 1 and <= Largest)
                    {
                        found.Add(number);
                    }
                }
            }
        }

        return [.. found.Take(Most)];
    }
}
