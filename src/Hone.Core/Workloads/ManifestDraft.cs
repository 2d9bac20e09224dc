using System.Text;
using Hone.Workloads.Drafts;

namespace Hone.Workloads;

/// <summary>Drafts a manifest from what a project's files show.</summary>
public static class ManifestDraft
{
    private const int MostWorkloads = 5;

    /// <summary>
    /// The text of a first <c>hone.toml</c>, always a valid one: how to build and test, and likely workloads, each line with
    /// what it was found by; what only a person can know is marked FILL IN.
    /// </summary>
    /// <param name="files">The project's files, relative to its folder.</param>
    /// <param name="read">The text of a small file; null when it cannot be read or is large.</param>
    /// <param name="folderName">The folder's own name, for a project that has no other.</param>
    public static string Write(IReadOnlyList<string> files, Func<string, string?> read, string folderName)
    {
        DraftFolder folder = new(files, read);
        Draft?[] looks =
        [
            DotNetDraft.Look(folder), RustDraft.Look(folder), GoDraft.Look(folder), NodeDraft.Look(folder),
            NativeDraft.LookForCMake(folder), NativeDraft.LookForMake(folder), PythonDraft.Look(folder),
        ];

        // The build at the top of the folder is the project's; what lies deeper is a part of it, or of another one.
        Draft[] found = [.. looks.OfType<Draft>().OrderBy(draft => DraftFolder.Depth(draft.Marker))];
        StringBuilder text = new();
        text.Append("""
            # What Hone measures in this project. Written by `hone init` from what the files show: read every line, and complete what is
            # marked FILL IN. docs/manifest.md of Hone explains every key.

            [project]

            """);
        DraftToml.Pair(text, "name", DraftToml.Name(found.FirstOrDefault()?.Name ?? folderName, "project", lower: true, most: 40));
        if (found.Length == 0)
        {
            text.Append("\n# No build was found.\n");
            Placeholder(text);
            return text.ToString();
        }

        WriteOne(text, found[0]);
        foreach (Draft other in found.Skip(1))
        {
            Mention(text, other);
        }

        return text.ToString();
    }

    private static void WriteOne(StringBuilder text, Draft draft)
    {
        text.Append('\n');
        if (draft.Build is null)
        {
            DraftToml.Comment(text, $"{draft.Language} ({draft.Marker}): nothing to build was found.");
        }
        else
        {
            DraftToml.Comment(text, $"{draft.Language}: {draft.Marker}");
            if (draft.BuildNote is not null)
            {
                DraftToml.Comment(text, draft.BuildNote);
            }

            text.Append("[build]\n");
            DraftToml.Command(text, draft.Build);
        }

        text.Append('\n');
        if (draft.Test is null)
        {
            text.Append("# FILL IN: no tests were found. Without a test command no change can be shown to keep them passing.\n# [test]\n# command = [\"make\", \"check\"]\n");
        }
        else
        {
            text.Append("[test]\n");
            DraftToml.Command(text, draft.Test);
        }

        if (draft.Workloads.Count == 0)
        {
            Placeholder(text);
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (DraftWorkload workload in draft.Workloads.OrderByDescending(each => each.Complete).Take(MostWorkloads))
        {
            string name = DraftToml.Name(workload.Name, "workload", lower: false, most: 50);
            for (int number = 2; !names.Add(name); number++)
            {
                name = $"{DraftToml.Name(workload.Name, "workload", lower: false, most: 50)}-{number}";
            }

            text.Append('\n');
            DraftToml.Comment(text, $"Found: {workload.Why}");
            text.Append(workload.Complete
                ? "# Check that one run of it stands for real use, and ends by itself within seconds.\n"
                : "# FILL IN: the arguments and inputs of a real use, so that one run takes 0.1 to 10 seconds.\n");
            text.Append("[[workload]]\n");
            DraftToml.Pair(text, "name", name);
            DraftToml.Command(text, workload.Command);
            text.Append("# inputs = [\"input/…\"]    # files it reads\n# outputs = [\"out/…\"]     # files it writes\n# items = 1000             # lines, requests or rows in one run, for throughput\n");
        }
    }

    private static void Placeholder(StringBuilder text) => text.Append("""

        # FILL IN: no program to measure was found. Put a command here that stands for real use and takes 0.1 to 10 seconds.
        [[workload]]
        name = "fill-in"
        command = ["true"]
        # inputs = ["input/…"]    # files it reads
        # outputs = ["out/…"]     # files it writes

        """);

    private static void Mention(StringBuilder text, Draft other)
    {
        text.Append('\n');
        DraftToml.Comment(text, $"Also found: {other.Language} ({other.Marker}).");
        if (other.Build is not null)
        {
            DraftToml.Comment(text, $"  build: {other.Build.Text}");
        }

        if (other.Test is not null)
        {
            DraftToml.Comment(text, $"  test: {other.Test.Text}");
        }

        foreach (DraftWorkload workload in other.Workloads.Take(MostWorkloads))
        {
            DraftToml.Comment(text, $"  workload: {workload.Command.Text}");
        }
    }
}
