using System.Text;

namespace Hone.Beads;

/// <summary>
/// What br's import refuses. It validates every line and gives up at the first that breaks a rule, so one bad line disables
/// every command that reads the file (beads_rust, <c>src/validation/mod.rs</c>: <c>IssueValidator</c>, <c>LabelValidator</c>,
/// <c>is_valid_id_format</c>). bd and bv accept all that passes here. Lengths are UTF-8 bytes.
/// </summary>
public static class TrackerRules
{
    /// <summary>Why the id would be refused, as the end of a sentence that begins with the id; null when it is accepted.</summary>
    public static string? IdRefusal(string id)
    {
        int dash = id.LastIndexOf('-');
        if (dash <= 0 || dash == id.Length - 1)
        {
            return "is not of the form PREFIX-HASH";
        }

        ReadOnlySpan<char> prefix = id.AsSpan(0, dash);
        ReadOnlySpan<char> rest = id.AsSpan(dash + 1);
        if (prefix.Length > 64 || rest.Length > 40)
        {
            return "has more than 64 characters before its last dash or more than 40 after it";
        }

        foreach (char c in prefix)
        {
            if (!IsLowerOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return $"has '{c}' before its last dash, where only a-z, 0-9, '_', '-' and '.' may stand";
            }
        }

        int part = 0;
        foreach (Range range in rest.Split('.'))
        {
            ReadOnlySpan<char> segment = rest[range];
            if (segment.IsEmpty)
            {
                return "has an empty part after its last dash";
            }

            foreach (char c in segment)
            {
                if (part == 0 ? !IsLowerOrDigit(c) : !char.IsAsciiDigit(c))
                {
                    return part == 0
                        ? $"has '{c}' after its last dash, where only a-z and 0-9 may stand"
                        : $"has '{c}' after a dot, where only a child number may stand";
                }
            }

            part++;
        }

        return null;
    }

    /// <summary>Why the bead would be refused, as a sentence; null when it is accepted.</summary>
    public static string? Refusal(PlannedBead bead)
    {
        if (IdRefusal(bead.Id) is { } refusal)
        {
            return $"the id '{bead.Id}' {refusal}";
        }

        if (string.IsNullOrWhiteSpace(bead.Title) || Encoding.UTF8.GetByteCount(bead.Title) > 500)
        {
            return $"the title of {bead.Id} is empty or longer than 500 bytes";
        }

        if (Encoding.UTF8.GetByteCount(bead.Description) > 102_400)
        {
            return $"the description of {bead.Id} is longer than 102400 bytes";
        }

        if (bead.Priority is < 0 or > 4)
        {
            return $"the priority of {bead.Id} is {bead.Priority}, not 0 to 4";
        }

        if (Bead.RefPrefix.Length + bead.Key.Length > 200 || bead.Key.Any(char.IsWhiteSpace))
        {
            return $"the key of {bead.Id} is longer than 195 characters or has white space";
        }

        if (bead.Labels.FirstOrDefault(label => !IsLabel(label)) is { } bad)
        {
            return $"the label '{bad}' of {bead.Id} is not 1 to 50 of A-Z, a-z, 0-9, '_', '-' and ':'";
        }

        return bead.Dependencies.GroupBy(edge => edge.On).Any(pair => pair.Count() > 1 || pair.Key == bead.Id)
            ? $"{bead.Id} has two edges to one bead, or one to itself"
            : null;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 50 && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or ':');

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
