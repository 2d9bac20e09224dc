using System.Globalization;
using System.Text;

namespace Hone.Workloads.Drafts;

/// <summary>Writes parts of a manifest as TOML.</summary>
internal static class DraftToml
{
    /// <summary>A comment line; whatever would end it or drive a terminal is replaced.</summary>
    public static void Comment(StringBuilder text, string comment)
    {
        text.Append("# ");
        foreach (char letter in comment)
        {
            text.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        }

        text.Append('\n');
    }

    /// <summary>A key and its string.</summary>
    public static void Pair(StringBuilder text, string key, string value) => text.Append(key).Append(" = ").Append(Quote(value)).Append('\n');

    /// <summary>The keys of a command.</summary>
    public static void Command(StringBuilder text, CommandLine command)
    {
        if (command.Shell)
        {
            Pair(text, "shell", command.Words[0]);
        }
        else
        {
            text.Append("command = [").AppendJoin(", ", command.Words.Select(Quote)).Append("]\n");
        }

        if (command.WorkingDirectory != ".")
        {
            Pair(text, "cwd", command.WorkingDirectory);
        }

        if (command.Environment.Count > 0)
        {
            text.Append("env = { ").AppendJoin(", ", command.Environment.Select(pair => pair.Key + " = " + Quote(pair.Value))).Append(" }\n");
        }
    }

    /// <summary>A basic string (TOML 1.0.0, "String").</summary>
    public static string Quote(string value)
    {
        StringBuilder quoted = new("\"");
        foreach (char letter in value)
        {
            if (letter is '"' or '\\')
            {
                quoted.Append('\\').Append(letter);
            }
            else if (char.IsControl(letter))
            {
                // NUL can stand in no command; any other control character is written by its code.
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(letter == '\0' ? 0xFFFD : letter):X4}");
            }
            else
            {
                quoted.Append(char.IsSurrogate(letter) ? '\uFFFD' : letter);
            }
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>A name that the manifest accepts, as near to the given one as can be.</summary>
    public static string Name(string wish, string otherwise, bool lower, int most)
    {
        StringBuilder name = new();
        foreach (char letter in lower ? wish.ToLowerInvariant() : wish)
        {
            if (char.IsAsciiLetterOrDigit(letter) || (letter == '_' && !lower))
            {
                name.Append(letter);
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        string made = name.ToString().Trim('-', '_');
        if (made.Length > 0 && lower && !char.IsAsciiLetter(made[0]))
        {
            made = otherwise + "-" + made;
        }

        return made.Length == 0 ? otherwise : made.Length <= most ? made : made[..most].TrimEnd('-', '_');
    }
}
