namespace Hone.Equivalence.Sealing;

/// <summary>Holds what is there now against what was sealed.</summary>
public static class SealComparison
{
    /// <summary>The rule of a thing with another state.</summary>
    public const string Altered = "seal-altered";

    /// <summary>The rule of a thing that is gone.</summary>
    public const string Removed = "seal-removed";

    /// <summary>The rule of a thing that was not there.</summary>
    public const string Planted = "seal-planted";

    /// <summary>
    /// Every difference, what decides most first. What a command makes may be missing: it is held against its seal once it is made.
    /// </summary>
    public static IReadOnlyList<SealFinding> Between(SealedList then, SealedList now)
    {
        List<SealFinding> findings = [];
        foreach (SealedItem item in then.Items)
        {
            SealedItem? other = now.Find(item.Kind, item.Name);
            if (other is null && !SealedKind.Of(item.Kind).IsMade && !IsMadeFolder(item))
            {
                findings.Add(Finding(Removed, item, null));
            }
            else if (other is not null && other.State != item.State)
            {
                findings.Add(Finding(Altered, item, other));
            }
        }

        findings.AddRange(now.Items.Where(item => then.Find(item.Kind, item.Name) is null).Select(item => Finding(Planted, null, item)));
        return [.. findings.OrderBy(finding => Rank(finding.Kind)).ThenBy(finding => finding.Name, StringComparer.Ordinal)];
    }

    private static bool IsMadeFolder(SealedItem item) => item.Kind == SealedKind.InputFolder.Name && item.State == SealScope.MadeFolder;

    private static int Rank(string kind)
    {
        for (int i = 0; i < SealedKind.All.Count; i++)
        {
            if (SealedKind.All[i].Name == kind)
            {
                return i;
            }
        }

        return SealedKind.All.Count;
    }

    private static SealFinding Finding(string rule, SealedItem? then, SealedItem? now)
    {
        SealedItem item = then ?? now!;
        return new(item.Kind, item.Name, rule, SealText.What(rule, SealedKind.Of(item.Kind), item.Name, then?.State, now?.State), SealText.Next(rule, SealedKind.Of(item.Kind), item.Name))
        {
            Sealed = then?.State,
            Now = now?.State,
        };
    }
}
