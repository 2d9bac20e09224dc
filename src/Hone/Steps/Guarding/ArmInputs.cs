using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Guarding;

/// <summary>A link on the way to an input.</summary>
/// <param name="Link">Where it lies, relative to the project folder.</param>
/// <param name="Target">Where it leads, as it is written in it.</param>
internal sealed record InputLink(string Link, string Target);

/// <summary>Lays the inputs of one tree over another one's, in place of whatever lies there.</summary>
internal static class ArmInputs
{
    /// <summary>The first link on the way to each input, where there is one; an input that is a link itself is none.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="inputs">Files and folders, relative to it.</param>
    public static IReadOnlyDictionary<string, InputLink> Links(string folder, IEnumerable<string> inputs) =>
        inputs.Distinct().Select(input => (input, Link: LinkOn(folder, input))).Where(each => each.Link is not null).ToDictionary(each => each.input, each => each.Link!);

    /// <summary>
    /// Copies inputs; those that are not there are passed over. A commit may have a link where the other has a file or a folder: what is written
    /// never goes where it leads. Where both have the same link on the way, it stays: it may be the way to more than the input, such as the
    /// link to the project's dependencies. Beyond it an input is laid inside the tree only; what lies outside is the same for both.
    /// </summary>
    /// <param name="from">The folder that they are taken from.</param>
    /// <param name="to">The folder that they are laid into.</param>
    /// <param name="within">The tree that this folder is in, which nothing may be written outside of.</param>
    /// <param name="inputs">Files and folders, relative to both.</param>
    /// <param name="links">The links of the tree that the inputs are of.</param>
    public static void Lay(string from, string to, string within, IEnumerable<string> inputs, IReadOnlyDictionary<string, InputLink> links)
    {
        foreach (string input in inputs.Where(input => Clean(input) != "." && Path.Exists(Path.Combine(from, input))))
        {
            string place = Path.GetFullPath(Path.Combine(to, input));
            if (links.TryGetValue(input, out InputLink? link) && LinkOn(to, input) == link)
            {
                string rest = Path.GetRelativePath(link.Link, Clean(input));
                place = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.Combine(to, link.Link))!, link.Target, rest));
            }

            if (place.StartsWith(within.TrimEnd('/') + "/", StringComparison.Ordinal))
            {
                Clear(within, place);
                TreeFiles.CopyOne(Path.Combine(from, input), place);
            }
        }
    }

    // Takes away what lies at a place, and every link or file on the way to it.
    private static void Clear(string within, string place)
    {
        string[] parts = Path.GetRelativePath(within, place).Split('/');
        string path = within;
        for (int i = 0; i < parts.Length; i++)
        {
            path = Path.Combine(path, parts[i]);
            bool isFolder = new FileInfo(path).LinkTarget is null && Directory.Exists(path);
            if (!isFolder)
            {
                Delete(path);
            }
            else if (i == parts.Length - 1)
            {
                TreePlace.Remove(path);
            }
        }
    }

    private static InputLink? LinkOn(string folder, string input)
    {
        string path = "";
        foreach (string part in Clean(input).Split('/').SkipLast(1))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(Path.Combine(folder, path)).LinkTarget is string target)
            {
                return new(path, target);
            }
        }

        return null;
    }

    // "data/./in.txt" is "data/in.txt".
    private static string Clean(string input) => Path.GetRelativePath("/", Path.GetFullPath(input, "/"));

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing there.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }
}
