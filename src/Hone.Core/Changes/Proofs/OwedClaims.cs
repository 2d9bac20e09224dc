using Hone.Changes.Patches;
using Hone.Opportunities.Levers;

namespace Hone.Changes.Proofs;

/// <summary>
/// Which claims a change owes. It follows from the tokens on the changed lines and from the lever, never from what the author says of
/// it: five claims always, the others when something of the diff has to do with them or when the lever is known to break them.
/// </summary>
public static class OwedClaims
{
    /// <summary>The claims, each once, in the order of <see cref="ClaimKinds.All"/>.</summary>
    /// <param name="patch">The change.</param>
    /// <param name="functions">The functions that it changes; their names stand in the reasons.</param>
    /// <param name="lever">Its lever; null when none was named.</param>
    public static IReadOnlyList<OwedClaim> Of(Patch patch, IReadOnlyList<ChangedFunction> functions, Lever? lever)
    {
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(functions);
        Dictionary<ClaimKind, OwedClaim> owed = ClaimKinds.Always.ToDictionary(kind => kind, kind => new OwedClaim(kind, "every change owes it"));
        foreach (FilePatch file in patch.Files)
        {
            foreach (Hunk hunk in file.Hunks)
            {
                ChangedTokens tokens = ChangedTokens.Of(file.Path, hunk);
                foreach ((ClaimKind kind, string what, int line) in ClaimTriggers.Find(tokens))
                {
                    string where = functions.FirstOrDefault(function => function.Hunks.Contains(hunk.Id) && function.Name.Length > 0) is ChangedFunction function ? $", {function.Name}" : "";
                    owed.TryAdd(kind, new(kind, $"{what} ({file.Path}:{line}{where})") { By = OwedBy.Diff });
                }
            }
        }

        foreach (ClaimKind kind in lever is null ? [] : LeverClaims.Of(lever))
        {
            owed.TryAdd(kind, new(kind, $"the lever {lever!.Name} may break it") { By = OwedBy.Lever });
        }

        return [.. owed.Values.OrderBy(claim => claim.Kind)];
    }
}
