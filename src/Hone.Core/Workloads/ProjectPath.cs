namespace Hone.Workloads;

/// <summary>Paths as a manifest may state them: relative to the project folder, and never out of it.</summary>
public static class ProjectPath
{
    /// <summary>
    /// The path in its one normal form: no <c>.</c> and <c>..</c> steps, no doubled or trailing slash; <c>.</c> for the
    /// project folder itself. Null with a reason when the path is empty, absolute or leaves the project folder.
    /// Links in the file system are not looked at: this is about the text alone.
    /// </summary>
    public static string? Normalize(string path, out string reason)
    {
        reason = "";
        if (path.Length == 0)
        {
            reason = "is empty";
            return null;
        }

        if (path[0] == '/')
        {
            reason = "is absolute";
            return null;
        }

        List<string> steps = [];
        foreach (string step in path.Split('/'))
        {
            if (step is "" or ".")
            {
                continue;
            }

            if (step != "..")
            {
                steps.Add(step);
            }
            else if (steps.Count > 0)
            {
                steps.RemoveAt(steps.Count - 1);
            }
            else
            {
                reason = "leaves the project folder";
                return null;
            }
        }

        return steps.Count == 0 ? "." : string.Join('/', steps);
    }
}
