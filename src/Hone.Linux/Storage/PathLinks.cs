namespace Hone.Linux.Storage;

/// <summary>A link on the way to a path.</summary>
/// <param name="Link">Where it lies, relative to the folder that the way was begun at.</param>
/// <param name="Target">Where it leads, as it is written in it.</param>
public sealed record PathLink(string Link, string Target);

/// <summary>Links on the way to a path: a commit or a patch may hold any.</summary>
public static class PathLinks
{
    /// <summary>The first link among the folders on the way to a path; null for none. What lies at the path itself is not looked at.</summary>
    /// <param name="folder">Where the way begins, absolute; links on the way to it are not looked at.</param>
    /// <param name="relative">The path below it, with <c>/</c>.</param>
    public static PathLink? First(string folder, string relative)
    {
        for (int slash = relative.IndexOf('/'); slash >= 0; slash = relative.IndexOf('/', slash + 1))
        {
            string way = relative[..slash];
            if (new FileInfo(Path.Combine(folder, way)).LinkTarget is string target)
            {
                return new(way, target);
            }
        }

        return null;
    }

    /// <summary>
    /// A path in a tree as one without links between the tree and it, whether anything is there yet or not: what the kernel makes of it. Null
    /// when that lies outside of the tree, and where a link leads to nothing or round, since nobody knows what it will lead to.
    /// </summary>
    /// <param name="tree">The tree's outermost folder, absolute.</param>
    /// <param name="path">The path, absolute.</param>
    public static string? Inside(string tree, string path)
    {
        string root = OutputWatch.Real(tree).TrimEnd('/');
        string known = Path.GetFullPath(path);
        string rest = "";
        while (Libc.Mark(known) is null)
        {
            rest = Path.Combine(Path.GetFileName(known), rest);
            if (Path.GetDirectoryName(known) is not string above)
            {
                return null;
            }

            known = above;
        }

        return Libc.RealPath(known) is string real && (real == root || real.StartsWith(root + "/", StringComparison.Ordinal))
            ? Path.Combine(tree, real.Length == root.Length ? "" : real[(root.Length + 1)..], rest)
            : null;
    }
}
