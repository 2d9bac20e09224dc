using System.CommandLine;
using System.Reflection;
using System.Text;

namespace Hone.Cli.Terminal;

/// <summary>
/// The manual pages: one of the whole, and one a command with those below it. In the man macros of groff (groff_man(7)), without a date, so that the
/// same version gives the same bytes.
/// </summary>
internal static class ManPages
{
    /// <summary>Each page's name without its section, and its text.</summary>
    public static IEnumerable<(string Name, string Text)> Of(RootCommand root)
    {
        Command[] commands = [.. root.Subcommands.Where(command => !command.Hidden)];
        yield return ("hone", Page(root, root, commands));
        foreach (Command command in commands)
        {
            yield return ("hone-" + command.Name, Page(root, command, []));
        }
    }

    private static string Page(RootCommand root, Command command, IReadOnlyList<Command> pages)
    {
        bool isWhole = ReferenceEquals(root, command);
        string name = isWhole ? "hone" : "hone-" + command.Name;
        HelpText help = HelpText.Of(root, isWhole ? [] : [command.Name]);
        StringBuilder page = new();
        page.Append(".TH ").Append(RoffText.Words(name.ToUpperInvariant())).Append(" 1 \"\" \"hone ").Append(Version()).Append("\" \"Hone\"\n.nh\n.ad l\n.SH NAME\n");
        page.Append(RoffText.Words(name)).Append(" \\- ").Append(RoffText.Words(HelpText.FirstSentence(help.Description))).Append('\n');
        page.Append(".SH SYNOPSIS\n").Append(RoffText.Line("\\fB", help.Usage)).Append(".SH DESCRIPTION\n").Append(RoffText.Paragraphs(help.Description));
        Rows(page, "ARGUMENTS", help.Arguments);
        Rows(page, "OPTIONS", help.Options);
        if (isWhole)
        {
            Rows(page, "COMMANDS", [.. pages.Select(each => ("hone-" + each.Name + "(1)", HelpText.FirstSentence(HelpText.Of(root, [each.Name]).Description)))]);
            return page.ToString();
        }

        if (command.Subcommands.Any(each => !each.Hidden))
        {
            page.Append(".SH COMMANDS\n");
            Below(page, root, command, [command.Name]);
        }

        return page.Append(".SH SEE ALSO\n.BR hone (1)\n").ToString();
    }

    private static void Below(StringBuilder page, RootCommand root, Command command, IReadOnlyList<string> path)
    {
        foreach (Command each in command.Subcommands.Where(each => !each.Hidden))
        {
            string[] words = [.. path, each.Name];
            HelpText help = HelpText.Of(root, words);
            page.Append(".SS ").Append(RoffText.Words("hone " + string.Join(' ', words))).Append('\n').Append(RoffText.Line("\\fB", help.Usage)).Append(".PP\n").Append(RoffText.Paragraphs(help.Description));
            foreach ((string name, string text) in help.Arguments.Concat(help.Options))
            {
                Row(page, name, text);
            }

            Below(page, root, each, words);
        }
    }

    private static void Rows(StringBuilder page, string heading, IReadOnlyList<(string Name, string Text)> rows)
    {
        if (rows.Count == 0)
        {
            return;
        }

        page.Append(".SH ").Append(heading).Append('\n');
        foreach ((string name, string text) in rows)
        {
            Row(page, name, text);
        }
    }

    private static void Row(StringBuilder page, string name, string text) =>
        page.Append(".TP\n").Append(RoffText.Line("\\fB", name)).Append(RoffText.Line("", text.Length == 0 ? " " : text));

    private static string Version() =>
        (typeof(ManPages).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "").Split('+')[0];
}
