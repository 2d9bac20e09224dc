namespace Hone.Linux.Machines.Noise;

/// <summary>Where the CPU limits of this process's control groups lie (cgroups(7)).</summary>
internal static class ControlGroups
{
    private const string Root = "/sys/fs/cgroup";

    /// <summary>
    /// The folders from the process's own group up to the root, since the tightest limit on the way counts. A container often
    /// sees its own group as the root whatever its path says, so the root is always among them.
    /// </summary>
    /// <param name="membership">The text of <c>/proc/self/cgroup</c>: <c>0::/path</c> and, of version 1, <c>n:cpu,cpuacct:/path</c>.</param>
    public static IEnumerable<string> Folders(string membership)
    {
        foreach (string line in membership.Split('\n'))
        {
            string[] parts = line.Split(':', 3);
            if (parts.Length != 3)
            {
                continue;
            }

            string? root = parts[1].Length == 0 ? Root
                : parts[1].Split(',').Contains("cpu") ? $"{Root}/{parts[1]}"
                : null;
            if (root is null)
            {
                continue;
            }

            if (parts[1].Length > 0 && !Directory.Exists(root))
            {
                root = Root + "/cpu";
            }

            string[] names = [.. parts[2].Split('/', StringSplitOptions.RemoveEmptyEntries).Where(name => name != "..")];
            for (int depth = names.Length; depth >= 0; depth--)
            {
                yield return string.Join('/', [root, .. names[..depth]]);
            }
        }
    }
}
