namespace Hone.Profiling.Differences;

/// <summary>Files that have another name on the later side, such as <c>./old</c> and <c>./new</c>: most of the functions agree.</summary>
internal static class RenamedModules
{
    // A hostile file names thousands, each with one function.
    private const int MostModules = 64;

    /// <summary>Earlier names by later ones; only names that one side alone has.</summary>
    public static Dictionary<string, string> Find(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after)
    {
        Dictionary<string, HashSet<string>> earlier = Functions(before);
        Dictionary<string, HashSet<string>> later = Functions(after);
        List<(double Part, string Earlier, string Later)> alike = [];
        foreach ((string old, HashSet<string> functions) in Only(earlier, later))
        {
            foreach ((string current, HashSet<string> others) in Only(later, earlier))
            {
                // Of the smaller: a few samples show a few functions.
                double part = functions.Count(others.Contains) / (double)Math.Min(functions.Count, others.Count);
                if (part >= 0.5)
                {
                    alike.Add((part * Math.Min(functions.Count, others.Count), old, current));
                }
            }
        }

        Dictionary<string, string> renamed = [];
        HashSet<string> taken = [];
        foreach ((_, string old, string current) in alike.OrderByDescending(pair => pair.Part).ThenBy(pair => pair.Earlier, StringComparer.Ordinal).ThenBy(pair => pair.Later, StringComparer.Ordinal))
        {
            if (!renamed.ContainsKey(old) && taken.Add(current))
            {
                renamed.Add(old, current);
            }
        }

        return renamed;
    }

    private static IEnumerable<KeyValuePair<string, HashSet<string>>> Only(Dictionary<string, HashSet<string>> one, Dictionary<string, HashSet<string>> other) =>
        one.Where(pair => !other.ContainsKey(pair.Key)).OrderByDescending(pair => pair.Value.Count).ThenBy(pair => pair.Key, StringComparer.Ordinal).Take(MostModules);

    private static Dictionary<string, HashSet<string>> Functions(IReadOnlyList<Profile> profiles)
    {
        Dictionary<string, HashSet<string>> functions = new(StringComparer.Ordinal);
        foreach (FrameIdentity identity in profiles.SelectMany(profile => profile.Frames).Select(FrameIdentity.Of))
        {
            if (identity.Module.Length > 0 && identity.Function != FrameIdentity.UnknownFunction)
            {
                if (!functions.TryGetValue(identity.Module, out HashSet<string>? names))
                {
                    functions.Add(identity.Module, names = new(StringComparer.Ordinal));
                }

                names.Add(identity.Function);
            }
        }

        return functions;
    }
}
