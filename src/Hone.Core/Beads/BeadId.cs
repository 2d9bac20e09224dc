using System.Security.Cryptography;
using System.Text;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// The names of a bead. The key <c>wordfreq.flamegraph</c> is Hone's; people see <c>bd-wordfreq.flamegraph</c>; a JSONL tracker
/// gets <c>bd-wordfreq-flamegraph</c>, because br refuses a file with a dotted word in any id, and every br command with it.
/// </summary>
public static class BeadId
{
    private const int MaxSlug = 40;

    /// <summary>The key of a step; an empty step is the epic, whose key is the project's name.</summary>
    public static string Key(Project project, string step) => step.Length == 0 ? project.Name : project.Name + "." + step;

    /// <summary>What people read: <c>bd-wordfreq.flamegraph</c>.</summary>
    public static string Shown(Project project, string key) => project.BeadPrefix + "-" + key;

    /// <summary>
    /// What a JSONL tracker gets: <c>bd-wordfreq-flamegraph</c>. An id that br's validator would refuse is a
    /// <see cref="ProblemException"/> (rule <c>bead-id-refused</c>), so that it is never written.
    /// </summary>
    public static string Written(Project project, string key)
    {
        string id = project.BeadPrefix + "-" + key.Replace('.', '-');
        return TrackerRules.IdRefusal(id) is not { } refusal
            ? id
            : throw new ProblemException(new Problem(
                ExitCode.Usage,
                "bead-id-refused",
                $"the bead id '{id}' {refusal}; a tracker that reads it would refuse its whole file",
                "choose a shorter, lower-case project name or bead prefix in hone.toml"));
    }

    /// <summary>
    /// The keys that typed text may mean, likeliest first: a key, an id in either form, a bare step, or a bare row of the
    /// matrix. The caller takes the first that exists.
    /// </summary>
    public static IReadOnlyList<string> Candidates(Project project, string typed)
    {
        string text = typed.Trim().ToLowerInvariant();
        if (text.StartsWith(Bead.RefPrefix, StringComparison.Ordinal))
        {
            text = text[Bead.RefPrefix.Length..];
        }

        List<string> keys = [];
        string prefix = project.BeadPrefix.ToLowerInvariant() + "-";
        if (text.StartsWith(prefix, StringComparison.Ordinal))
        {
            AddQualified(keys, project, text[prefix.Length..]);
        }

        AddQualified(keys, project, text);
        if (text.Length > 0)
        {
            keys.Add(Key(project, text));
            keys.Add(Key(project, StepOfRow(text)));
        }

        return keys;
    }

    /// <summary>
    /// The step of a matrix row: <c>lever-</c> and the row id. A row id of other than lower-case letters, digits and inner
    /// dashes is reduced to those, with eight hexadecimal digits of its SHA-256 to keep two such rows apart.
    /// </summary>
    public static string StepOfRow(string rowId)
    {
        string slug = Slug(rowId);
        if (slug == rowId && slug.Length is > 0 and <= MaxSlug)
        {
            return "lever-" + slug;
        }

        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rowId)))[..8];
        string head = slug.Length > MaxSlug - 9 ? slug[..(MaxSlug - 9)].TrimEnd('-') : slug;
        return head.Length == 0 ? "lever-" + digest : "lever-" + head + "-" + digest;
    }

    private static void AddQualified(List<string> keys, Project project, string text)
    {
        if (text == project.Name)
        {
            keys.Add(project.Name);
        }
        else if (text.Length > project.Name.Length + 1 && text.StartsWith(project.Name, StringComparison.Ordinal)
            && text[project.Name.Length] is '.' or '-')
        {
            keys.Add(Key(project, text[(project.Name.Length + 1)..]));
        }
    }

    private static string Slug(string text)
    {
        StringBuilder slug = new(text.Length);
        foreach (char c in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
            {
                slug.Append(c);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
