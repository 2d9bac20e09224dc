using System.Text;

namespace Hone.Profiling.Formats.NetTrace;

/// <summary>
/// Turns the runtime's spelling of a method into the name its author knows. Instantiations of a generic type share one
/// name, and code that the compiler took out of a method (lambdas, local functions, the state machines of async methods
/// and iterators) is named after that method. Shapes of compiler-made names: Roslyn, <c>GeneratedNames</c>.
/// </summary>
public static class MethodNames
{
    /// <summary>
    /// <c>Namespace.Type.Method</c> for the two names of a runtime event:
    /// <c>Program+&lt;Run&gt;d__3</c> and <c>MoveNext</c> give <c>Program.Run</c>.
    /// </summary>
    public static string Readable(string typeName, string methodName)
    {
        List<string> types = Types(typeName);
        string method = WithoutArguments(methodName);
        string? made = null;

        // Innermost first: a type that the compiler made for a method replaces the name of the method inside it.
        while (types.Count > 1 && types[^1].Contains('<') && MadeBy(types[^1], out string maker))
        {
            if (maker.Length > 0 && !method.StartsWith('<'))
            {
                made = maker;
                method = "";
            }

            types.RemoveAt(types.Count - 1);
        }

        string name = made ?? (MadeBy(method, out string owner) && owner.Length > 0 ? owner : method);
        StringBuilder text = new();
        foreach (string type in types)
        {
            AppendType(text, type);
            text.Append('.');
        }

        return text.Append(name).ToString();
    }

    /// <summary>A type alone: <c>System.Collections.Generic.List`1[System.String]</c> gives <c>System.Collections.Generic.List&lt;System.String&gt;</c>.</summary>
    public static string ReadableType(string typeName)
    {
        StringBuilder text = new(typeName.Length);
        for (int i = 0; i < typeName.Length; i++)
        {
            char c = typeName[i];
            if (c == '`')
            {
                while (i + 1 < typeName.Length && char.IsAsciiDigit(typeName[i + 1]))
                {
                    i++;
                }
            }
            else if (c == '[' && i + 1 < typeName.Length && typeName[i + 1] is ']' or ',' or '*')
            {
                int end = typeName.IndexOf(']', i);
                end = end < 0 ? typeName.Length - 1 : end;
                text.Append(typeName, i, end - i + 1);
                i = end;
            }
            else
            {
                text.Append(c switch { '+' => '.', '[' => '<', ']' => '>', _ => c });
            }
        }

        return text.ToString();
    }

    /// <summary>The type and the types around it, outermost first, without the arguments of an instantiation.</summary>
    private static List<string> Types(string typeName)
    {
        List<string> types = [];
        string bare = WithoutArguments(typeName);
        int start = 0;
        for (int i = 0; i <= bare.Length; i++)
        {
            if (i == bare.Length || bare[i] == '+')
            {
                if (i > start)
                {
                    types.Add(bare[start..i]);
                }

                start = i + 1;
            }
        }

        return types;
    }

    private static string WithoutArguments(string name)
    {
        int bracket = name.IndexOf('[');
        return bracket < 0 ? name : name[..bracket];
    }

    private static void AppendType(StringBuilder text, string type)
    {
        int tick = type.IndexOf('`');
        if (tick < 0 || !int.TryParse(type.AsSpan(tick + 1), out int arity) || arity is < 1 or > 64)
        {
            text.Append(type);
            return;
        }

        text.Append(type, 0, tick).Append('<');
        for (int i = 1; i <= arity; i++)
        {
            text.Append(i > 1 ? "," : "").Append('T');
            if (arity > 1)
            {
                text.Append(i);
            }
        }

        text.Append('>');
    }

    /// <summary>
    /// True for a name that the compiler made; <paramref name="owner"/> is then what to call it: the method for a state
    /// machine, <c>Method.lambda</c>, <c>Method.Local</c>, or empty for a closure, which belongs to no single method.
    /// </summary>
    private static bool MadeBy(string name, out string owner)
    {
        owner = "";
        int close = MatchingClose(name);
        if (close < 0)
        {
            return false;
        }

        string inner = name[1..close];
        string rest = name[(close + 1)..];
        string outer = MadeBy(inner, out string nested) && nested.Length > 0 ? nested : inner;
        if (rest.StartsWith("b__", StringComparison.Ordinal))
        {
            owner = outer + ".lambda" + Ordinal(rest);
        }
        else if (rest.StartsWith("g__", StringComparison.Ordinal))
        {
            int bar = rest.IndexOf('|');
            owner = outer + "." + (bar < 0 ? rest[3..] : rest[3..bar]);
        }
        else if (rest is "$" || rest.StartsWith('d'))
        {
            owner = outer; // "<Main>$" is the body of top-level statements, "<Run>d__3" a state machine
        }
        else if (!rest.StartsWith('c'))
        {
            return false;
        }

        return true;
    }

    /// <summary>The second and later lambdas of a method carry a number, as the compiler counts them.</summary>
    private static string Ordinal(string rest)
    {
        int last = rest.LastIndexOf('_');
        return int.TryParse(rest.AsSpan(last + 1), out int ordinal) && ordinal > 0 ? (ordinal + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
    }

    private static int MatchingClose(string name)
    {
        int depth = 0;
        for (int i = 0; i < name.Length; i++)
        {
            depth += name[i] switch { '<' => 1, '>' => -1, _ => 0 };
            if (depth == 0)
            {
                return i > 0 ? i : -1;
            }
        }

        return -1;
    }
}
