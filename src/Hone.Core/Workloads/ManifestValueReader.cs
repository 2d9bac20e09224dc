using System.Globalization;
using System.Text.RegularExpressions;
using Hone.Units;

namespace Hone.Workloads;

/// <summary>Turns one TOML value into what its key takes, or says why it cannot be that.</summary>
internal static class ManifestValueReader
{
    /// <summary>
    /// The value as its key's kind: string (name, path), <see cref="CommandLine"/>, string list, string map,
    /// <see cref="Duration"/>, long, long list, double, <see cref="Ratio"/> or bool; null when it was an error.
    /// </summary>
    public static object? Read(TomlNode node, ManifestKey key, ManifestErrors errors) => (key.Kind, node) switch
    {
        (ManifestKind.Name, TomlText text) => Name(text, key, errors),
        (ManifestKind.Words, TomlArray array) => Words(array, key, errors),
        (ManifestKind.ShellLine, TomlText text) => ShellLine(text, key, errors),
        (ManifestKind.Text, TomlText text) => NotBlank(text, key, errors),
        (ManifestKind.Texts, TomlArray array) => NotBlanks(array, key, errors),
        (ManifestKind.WordLists, TomlArray array) => WordLists(array, key, errors),
        (ManifestKind.Path, TomlText text) => Path(text, key, errors),
        (ManifestKind.Paths, TomlArray array) => Paths(array, key, errors),
        (ManifestKind.Environment, TomlTable table) => Variables(table, key, errors),
        (ManifestKind.Duration, TomlText text) => Time(text, key, errors),
        (ManifestKind.WholeNumber, TomlInteger number) => InRange(number.Value, number, key, errors) ? number.Value : null,
        (ManifestKind.WholeNumbers, TomlArray array) => Sizes(array, key, errors),
        (ManifestKind.Number, TomlInteger number) => InRange(number.Value, number, key, errors) ? (double)number.Value : null,
        (ManifestKind.Number, TomlFloat number) => InRange(number.Value, number, key, errors) ? number.Value : null,
        (ManifestKind.Share, TomlInteger or TomlFloat or TomlText) => Share(node, key, errors),
        (ManifestKind.Flag, TomlFlag flag) => flag.Value,
        _ => WrongType(node, key, errors),
    };

    private static object? WrongType(TomlNode node, ManifestKey key, ManifestErrors errors)
    {
        string next = (key.Kind, node) switch
        {
            (ManifestKind.Words, TomlText) => $"write {key.Name} = {key.Example}, or shell = \"…\" for a shell line",
            (ManifestKind.Duration, TomlInteger number) => $"write the unit: {key.Name} = \"{number.Value.ToString(CultureInfo.InvariantCulture)}s\"",
            _ => $"write {key.Name} = {key.Example}",
        };
        errors.Add(node.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and this is {node.TypeName}", next);
        return null;
    }

    /// <summary>The text without what no file name, argument or variable of the system can hold (POSIX: the NUL byte ends a string).</summary>
    private static bool HoldsNul(string text, TextPlace at, ManifestKey key, ManifestErrors errors)
    {
        if (!text.Contains('\0', StringComparison.Ordinal))
        {
            return false;
        }

        errors.Add(at, "nul-character", $"{key.Name} holds a NUL character, which no command, path or variable can", "remove \\u0000 from the string");
        return true;
    }

    private static string? Name(TomlText text, ManifestKey key, ManifestErrors errors)
    {
        if (Regex.IsMatch(text.Value, key.Pattern!.Replace("$", "\\z", StringComparison.Ordinal)))
        {
            return text.Value;
        }

        errors.Add(text.At, "bad-name", $"{key.Name} is {ManifestErrors.Quote(text.Value)}; it takes {key.PatternInWords}", $"write a name such as {key.Example}");
        return null;
    }

    private static CommandLine? Words(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        if (Texts(array, key, errors) is not { } words)
        {
            return null;
        }

        if (words.Count > 0 && words[0].Trim().Length > 0)
        {
            return new CommandLine { Words = words };
        }

        errors.Add(array.At, "empty-command", words.Count == 0 ? $"{key.Name} is empty" : $"{key.Name} has no program: its first word is empty", $"write {key.Name} = {key.Example}");
        return null;
    }

    private static CommandLine? ShellLine(TomlText text, ManifestKey key, ManifestErrors errors)
    {
        if (HoldsNul(text.Value, text.At, key, errors))
        {
            return null;
        }

        if (text.Value.Trim().Length > 0)
        {
            return new CommandLine { Words = [text.Value], Shell = true };
        }

        errors.Add(text.At, "empty-command", $"{key.Name} is empty", $"write {key.Name} = {key.Example}");
        return null;
    }

    private static string? NotBlank(TomlText text, ManifestKey key, ManifestErrors errors)
    {
        if (HoldsNul(text.Value, text.At, key, errors))
        {
            return null;
        }

        if (text.Value.Trim().Length > 0)
        {
            return text.Value;
        }

        errors.Add(text.At, "empty-text", $"{key.Name} is empty", $"write {key.Name} = {key.Example}");
        return null;
    }

    private static List<string>? NotBlanks(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        if (Texts(array, key, errors) is not { } texts)
        {
            return null;
        }

        int blank = texts.FindIndex(text => text.Trim().Length == 0);
        if (blank < 0)
        {
            return texts;
        }

        errors.Add(array.Items[blank].At, "empty-text", $"{key.Name} has an empty string", $"write {key.Name} = {key.Example}");
        return null;
    }

    private static List<IReadOnlyList<string>>? WordLists(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        List<IReadOnlyList<string>> lists = [];
        foreach (TomlNode item in array.Items)
        {
            if (item is not TomlArray list)
            {
                errors.Add(item.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and this item is {item.TypeName}", $"write {key.Name} = {key.Example}");
                return null;
            }

            if (Texts(list, key, errors) is not { } words)
            {
                return null;
            }

            lists.Add(words);
        }

        return lists;
    }

    private static List<string>? Texts(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        List<string> texts = [];
        bool good = true;
        foreach (TomlNode item in array.Items)
        {
            if (item is not TomlText text)
            {
                errors.Add(item.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and this item is {item.TypeName}", $"write {key.Name} = {key.Example}");
                good = false;
            }
            else if (HoldsNul(text.Value, text.At, key, errors))
            {
                good = false;
            }
            else
            {
                texts.Add(text.Value);
            }
        }

        return good ? texts : null;
    }

    private static string? Path(TomlText text, ManifestKey key, ManifestErrors errors)
    {
        if (HoldsNul(text.Value, text.At, key, errors))
        {
            return null;
        }

        string? path = ProjectPath.Normalize(text.Value, out string reason);
        if (path == "." && key.Name != "cwd")
        {
            (path, reason) = (null, "is the project folder itself");
        }

        if (path is null)
        {
            errors.Add(text.At, "bad-path", $"{key.Name} takes a path inside the project folder, and {ManifestErrors.Quote(text.Value)} {reason}", "write it relative to the folder of hone.toml, without leaving it");
        }

        return path;
    }

    private static List<(string Path, TextPlace At)>? Paths(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        if (Texts(array, key, errors) is null)
        {
            return null;
        }

        List<(string, TextPlace)> paths = [];
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (TomlText text in array.Items.Cast<TomlText>())
        {
            if (Path(text, key, errors) is not { } path)
            {
                continue;
            }

            if (seen.Add(path))
            {
                paths.Add((path, text.At));
            }
            else
            {
                errors.Add(text.At, "duplicate-path", $"{key.Name} has {ManifestErrors.Quote(path)} twice", "remove one of them");
            }
        }

        return paths;
    }

    private static Dictionary<string, string>? Variables(TomlTable table, ManifestKey key, ManifestErrors errors)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (string name in table.Keys)
        {
            table.TryGet(name, out TextPlace at, out TomlNode node);
            if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0'))
            {
                errors.Add(at, "bad-variable", $"{ManifestErrors.Quote(name)} cannot be the name of a variable", $"write {key.Name} = {key.Example}");
            }
            else if (node is not TomlText text)
            {
                errors.Add(node.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and {ManifestErrors.Quote(name)} is {node.TypeName}", "put the value in quotes");
            }
            else if (!HoldsNul(text.Value, text.At, key, errors))
            {
                variables.Add(name, text.Value);
            }
        }

        return variables;
    }

    private static Duration? Time(TomlText text, ManifestKey key, ManifestErrors errors)
    {
        if (DurationText.Parse(text.Value) is not { } duration)
        {
            errors.Add(text.At, "bad-duration", $"{key.Name} is {ManifestErrors.Quote(text.Value)}; it takes {ManifestKindText.Describe(key.Kind)}", $"write {key.Name} = {key.Example}");
            return null;
        }

        if (duration.Seconds >= key.Least && duration.Seconds <= key.Greatest)
        {
            return duration;
        }

        errors.Add(text.At, "out-of-range", $"{key.Name} is {ManifestErrors.Quote(text.Value)}; it must lie between {Duration.FromSeconds(key.Least)} and {Duration.FromSeconds(key.Greatest)}", $"write {key.Name} = {key.Example}");
        return null;
    }

    private static Ratio? Share(TomlNode node, ManifestKey key, ManifestErrors errors)
    {
        double? share = node switch
        {
            TomlInteger number => number.Value,
            TomlFloat number => number.Value,
            TomlText { Value: string text } when text.EndsWith('%')
                && double.TryParse(text[..^1].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent) => percent / 100,
            _ => null,
        };
        if (share is null)
        {
            WrongType(node, key, errors);
            return null;
        }

        return InRange(share.Value, node, key, errors) ? new Ratio(share.Value) : null;
    }

    private static List<long>? Sizes(TomlArray array, ManifestKey key, ManifestErrors errors)
    {
        List<long> sizes = [];
        bool good = true;
        foreach (TomlNode item in array.Items)
        {
            if (item is not TomlInteger number)
            {
                errors.Add(item.At, "wrong-type", $"{key.Name} takes {ManifestKindText.Describe(key.Kind)}, and this item is {item.TypeName}", $"write {key.Name} = {key.Example}");
                good = false;
            }
            else if (!InRange(number.Value, number, key, errors))
            {
                good = false;
            }
            else if (sizes.Count > 0 && number.Value <= sizes[^1])
            {
                errors.Add(number.At, "not-ascending", $"{key.Name} must ascend, and {number.Value} does not follow {sizes[^1]}", $"write {key.Name} = {key.Example}");
                good = false;
            }
            else
            {
                sizes.Add(number.Value);
            }
        }

        if (good && sizes.Count < key.Fewest)
        {
            errors.Add(array.At, "too-few-sizes", $"{key.Name} has {sizes.Count} of at least {key.Fewest} sizes", $"write {key.Name} = {key.Example}");
            good = false;
        }

        return good ? sizes : null;
    }

    private static bool InRange(double value, TomlNode node, ManifestKey key, ManifestErrors errors)
    {
        // Written so that NaN is out of range.
        if (value >= key.Least && value <= key.Greatest)
        {
            return true;
        }

        errors.Add(node.At, "out-of-range",
            string.Create(CultureInfo.InvariantCulture, $"{key.Name} is {value:0.######}; it must lie between {key.Least:0.######} and {key.Greatest:0.######}"), $"write {key.Name} = {key.Example}");
        return false;
    }
}
