using System.Text;
using Hone.Opportunities;
using Hone.Reporting;

namespace Hone.Cli.Steps.Rows;

/// <summary>What the last round brought, in lines of at most 80 columns.</summary>
internal static class RoundLine
{
    private const int Width = 78;

    public static string Of(Round round)
    {
        StringBuilder text = new();
        int column = 0;
        foreach (string word in Printable.Clean(round.Sentence).Split(' '))
        {
            if (column > 0 && column + 1 + word.Length > Width)
            {
                text.Append('\n');
                column = 0;
            }

            text.Append(column == 0 ? "  " : " ").Append(word);
            column += word.Length + (column == 0 ? 2 : 1);
        }

        return text.Append('\n').ToString();
    }
}
