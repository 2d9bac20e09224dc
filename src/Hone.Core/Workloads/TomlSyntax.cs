using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace Hone.Workloads;

/// <summary>Tomlyn's parser, held to what its results say: whatever the text is, nothing is thrown.</summary>
internal static class TomlSyntax
{
    /// <summary>The syntax tree with its diagnostics; null, with the reason, when the parser gave up on the text as a whole.</summary>
    public static DocumentSyntax? Parse(string text, bool validate, out string reason)
    {
        // Tomlyn 2.10.2 reads past the end of a text that ends within an escape sequence, and throws.
        text = text.EndsWith('\\') ? text + "\n" : text;
        reason = "";
        try
        {
            return SyntaxParser.Parse(text, sourceName: null, validate);
        }
        catch (TomlException deep)
        {
            reason = deep.Message.Split(". ")[0];
            return null;
        }
        catch (ArgumentException unforeseen)
        {
            reason = unforeseen.Message.Split(" (Parameter")[0];
            return null;
        }
    }
}
