using System.Collections;

namespace Hone.Linux.Processes;

/// <summary>The environment that a child gets.</summary>
internal static class ChildEnvironment
{
    /// <summary>
    /// Hone's own variables, unless the child gets a cleared environment, with the changes asked for, as NAME=value. Sorted: a run
    /// must not differ from the next one, not even by the order of its variables.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyDictionary<string, string?> changes, bool clear)
    {
        Dictionary<string, string?> merged = [];
        if (!clear)
        {
            foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
            {
                merged[(string)entry.Key] = (string?)entry.Value ?? "";
            }
        }

        foreach ((string name, string? value) in changes)
        {
            merged[name] = value;
        }

        KeyValuePair<string, string?>[] sorted = [.. merged.Where(pair => pair.Value is not null)];
        Array.Sort(sorted, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return Array.ConvertAll(sorted, static pair => pair.Key + "=" + pair.Value);
    }
}
