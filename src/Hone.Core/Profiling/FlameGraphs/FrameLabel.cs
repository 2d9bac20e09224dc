using System.Text;

namespace Hone.Profiling.FlameGraphs;

/// <summary>Names of frames as text in a drawing: what is shown of them where there is little room, and what never is.</summary>
public static class FrameLabel
{
    /// <summary>
    /// The name without what XML 1.0 forbids (control characters, halves of surrogate pairs, U+FFFE, U+FFFF) and without
    /// the marks that turn the direction of the text around it; line breaks and tabs become spaces.
    /// </summary>
    public static string Clean(string name)
    {
        int i = 0;
        while (i < name.Length && IsPlain(name[i]))
        {
            i++;
        }

        if (i == name.Length)
        {
            return name;
        }

        StringBuilder clean = new(name, 0, i, name.Length);
        for (; i < name.Length; i++)
        {
            char c = name[i];
            if (char.IsHighSurrogate(c) && i + 1 < name.Length && char.IsLowSurrogate(name[i + 1]))
            {
                clean.Append(c).Append(name[++i]);
            }
            else if (c is '\t' or '\n' or '\r')
            {
                clean.Append(' ');
            }
            else if (IsPlain(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>
    /// What of a name fits into so many columns: all of it, or its last part, or that without arguments, or the beginning
    /// of that; else nothing.
    /// </summary>
    public static string Fit(string name, int columns)
    {
        if (columns < 3)
        {
            return "";
        }

        if (Columns(name) <= columns)
        {
            return name;
        }

        string last = LastPart(name);
        if (Columns(last) > columns && last.IndexOf('(', StringComparison.Ordinal) is int arguments and > 0)
        {
            last = last[..arguments];
        }

        return Columns(last) <= columns ? last : Cut(last, columns - 1) + "…";
    }

    /// <summary>The last part of a qualified name or path: <c>Add</c> of <c>Ns.List&lt;A.B&gt;.Add(C.D)</c>, <c>b.txt</c> of <c>/a/b.txt</c>.</summary>
    public static string LastPart(string name)
    {
        int start = 0;
        int nested = 0;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (c is '<' or '(' or '[')
            {
                nested++;
            }
            else if (c is '>' or ')' or ']')
            {
                nested = Math.Max(0, nested - 1);
            }
            else if (nested == 0 && i + 1 < name.Length && (c is '/' || (c is '.' or ':' && name[0] != '/')))
            {
                start = i + 1;
            }
        }

        return name[start..];
    }

    private static int Columns(string text)
    {
        int columns = 0;
        foreach (char c in text)
        {
            columns += Columns(c);
        }

        return columns;
    }

    // From Hangul Jamo on, nearly all that is not narrow is two columns wide; a surrogate pair is then four, which errs on the safe side.
    private static int Columns(char c) => c < 0x1100 ? 1 : 2;

    private static string Cut(string text, int columns)
    {
        int length = 0;
        for (; length < text.Length && columns >= Columns(text[length]); length++)
        {
            columns -= Columns(text[length]);
        }

        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    private static bool IsPlain(char c) =>
        c is >= ' ' and (< '\u007f' or > '\u009f') and not (>= '\u202a' and <= '\u202e') and not (>= '\u2066' and <= '\u2069') and not (>= '\ud800' and <= '\udfff') and not ('\ufffe' or '\uffff');
}
