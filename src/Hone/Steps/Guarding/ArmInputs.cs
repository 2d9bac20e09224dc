using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Guarding;

/// <summary>Lays the inputs of one tree over another one's, in place of whatever lies there.</summary>
internal static class ArmInputs
{
    // As many as the kernel follows (path_resolution(7)); links that go round end there.
    private const int MostLinks = 40;

    /// <summary>The links on the way to each input, one leading to the next, where there are any; an input that is a link itself is none.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="within">The tree that it is in.</param>
    /// <param name="inputs">Files and folders, relative to the project folder.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<PathLink>> Links(string folder, string within, IEnumerable<string> inputs)
    {
        Dictionary<string, IReadOnlyList<PathLink>> links = [];
        foreach (string input in inputs.Distinct())
        {
            List<PathLink> way = [];
            _ = Follow(PlaceOf(folder, input), within, (link, index) =>
            {
                way.Add(link);
                return index < MostLinks;
            });
            if (way.Count > 0)
            {
                links.Add(input, way);
            }
        }

        return links;
    }

    /// <summary>
    /// Copies inputs; those that are not there are passed over. A commit may have a link where the other has a file or a folder: what is written
    /// never goes where it leads. Where both have the same links on the way, they stay: they may be the way to more than the input, such as the
    /// link to the project's dependencies. Beyond them an input is laid inside the tree only; what lies outside is the same for both.
    /// </summary>
    /// <param name="from">The folder that they are taken from.</param>
    /// <param name="to">The folder that they are laid into.</param>
    /// <param name="within">The tree that this folder is in, which nothing may be written outside of.</param>
    /// <param name="inputs">Files and folders, relative to both.</param>
    /// <param name="links">The links of the tree that the inputs are of.</param>
    public static void Lay(string from, string to, string within, IEnumerable<string> inputs, IReadOnlyDictionary<string, IReadOnlyList<PathLink>> links)
    {
        foreach (string input in inputs.Where(input => Clean(input) != "." && Path.Exists(Path.Combine(from, input))))
        {
            IReadOnlyList<PathLink> own = links.GetValueOrDefault(input) ?? [];
            string place = Follow(PlaceOf(to, input), within, (link, index) => index < own.Count && link == own[index]);
            if (IsBelow(within, place))
            {
                TreeFiles.Clear(within, place);
                TreeFiles.CopyOne(Path.Combine(from, input), place);
            }
        }
    }

    // Where the links on the way lead, as long as they are followed and do not leave the tree. The way is made shorter at the end only: what ".."
    // is the parent of shows when the links before it have been followed.
    private static string Follow(string place, string within, Func<PathLink, int, bool> follows)
    {
        string way = Path.GetRelativePath(within, place);
        for (int i = 0; IsBelow(within, PlaceOf(within, way)); i++)
        {
            if (PathLinks.First(within, way) is not PathLink link || !follows(link, i))
            {
                break;
            }

            string to = Path.Combine(Path.GetDirectoryName(link.Link)!, link.Target, way[(link.Link.Length + 1)..]);
            way = Path.IsPathRooted(to) ? Path.GetRelativePath(within, to) : to;
        }

        return PlaceOf(within, way);
    }

    private static bool IsBelow(string within, string place) => place.StartsWith(within.TrimEnd('/') + "/", StringComparison.Ordinal);

    private static string PlaceOf(string folder, string input) => Path.GetFullPath(Path.Combine(folder, input));

    // "data/./in.txt" is "data/in.txt".
    private static string Clean(string input) => Path.GetRelativePath("/", Path.GetFullPath(input, "/"));
}
