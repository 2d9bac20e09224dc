using System.Text.RegularExpressions;
using Hone.Profiling;

namespace Hone.Opportunities.Growth;

/// <summary>
/// System calls by what is called on what, in names that stay the same from size to size: digits of a path become <c>#</c>, and where one call
/// meets more than <see cref="MostOfAFolder"/> different files of one folder and ending, they are one template: <c>openat data/*.json</c>.
/// </summary>
public static partial class SyscallTemplates
{
    /// <summary>How many templates of one folder and ending keep their own names.</summary>
    public const int MostOfAFolder = 8;

    /// <summary>Calls of one run by template, for each profile in turn; every template is in each.</summary>
    /// <param name="profiles">I/O profiles, of which the metric <c>calls</c> is read.</param>
    public static IReadOnlyList<IReadOnlyDictionary<string, double>> Of(IReadOnlyList<Profile> profiles)
    {
        Dictionary<(string Call, string File), double>[] calls = [.. profiles.Select(Calls)];
        HashSet<(string Call, string Folder)> crowded =
        [
            .. calls.SelectMany(each => each.Keys).Distinct().Where(key => key.File.Length > 0)
                .GroupBy(key => (key.Call, Folder(key.File))).Where(group => group.Count() > MostOfAFolder).Select(group => group.Key),
        ];
        string[] names = [.. calls.SelectMany(each => each.Keys).Select(Name).Distinct().Order(StringComparer.Ordinal)];
        return
        [
            .. calls.Select(each =>
            {
                Dictionary<string, double> sums = names.ToDictionary(name => name, _ => 0.0, StringComparer.Ordinal);
                foreach (((string, string) key, double count) in each)
                {
                    sums[Name(key)] += count;
                }

                return sums;
            }),
        ];

        string Name((string Call, string File) key) =>
            key.File.Length == 0 ? key.Call : crowded.Contains((key.Call, Folder(key.File))) ? key.Call + " " + Folder(key.File) : key.Call + " " + key.File;
    }

    private static Dictionary<(string, string), double> Calls(Profile profile)
    {
        int metric = profile.MetricIndex("calls");
        Dictionary<(string, string), double> calls = [];
        foreach (StackValues stack in metric < 0 ? [] : profile.Stacks)
        {
            Frame leaf = profile.Frames[profile.Nodes[stack.Node].Frame];
            int parent = profile.Nodes[stack.Node].Parent;
            (string Call, string File)? key = leaf.Origin switch
            {
                FrameOrigin.Syscall => (leaf.Function, ""),
                FrameOrigin.File when parent >= 0 => (profile.Frames[profile.Nodes[parent].Frame].Function, Digits().Replace(leaf.Function, "#")),
                _ => null,
            };
            if (key is { } found)
            {
                calls[found] = calls.GetValueOrDefault(found) + ((double)stack.Values[metric] / Math.Max(1, profile.Runs ?? 1));
            }
        }

        return calls;
    }

    // "data/a.json" → "data/*.json"; a name without folder and ending stands for itself.
    private static string Folder(string file)
    {
        int slash = file.LastIndexOf('/');
        int dot = file.LastIndexOf('.');
        return file[..(slash + 1)] + "*" + (dot > slash + 1 ? file[dot..] : "");
    }

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}
