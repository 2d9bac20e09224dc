using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Hone.Equivalence.Mutants;

/// <summary>
/// What the C# compiler's own parser (Roslyn) says of a source: where its functions are, and which mutants are C# at all and stand
/// where a fault can be. Syntax only: nothing is bound and no reference is needed.
/// </summary>
public sealed class CSharpCode
{
    private readonly SyntaxTree _tree;
    private readonly SourceText _text;
    private readonly int _errors;

    private CSharpCode(string source)
    {
        _text = SourceText.From(source);
        _tree = CSharpSyntaxTree.ParseText(_text, new CSharpParseOptions(LanguageVersion.Preview));
        _errors = Errors(_tree);
    }

    /// <summary>Reads a source; it may be wrong.</summary>
    public static CSharpCode Read(string source) => new(source);

    /// <summary>
    /// The method, constructor, operator or accessor around a line, or without a line the first of a name; null when there is none.
    /// Local functions and lambdas belong to what is around them.
    /// </summary>
    /// <param name="tokens">The source's tokens, of <see cref="SourceLexer"/>.</param>
    /// <param name="name">The name, qualified and with parameters or not.</param>
    /// <param name="line">A line inside, from 1, or null.</param>
    public SourceFunction? Find(IReadOnlyList<SourceToken> tokens, string name, int? line)
    {
        string simple = SourceFunctions.SimpleName(name);
        (SyntaxNode Node, SyntaxNode Body)[] all = [.. _tree.GetRoot().DescendantNodes().Select(node => (node, Body(node)!)).Where(each => each.Item2 is not null)];
        (SyntaxNode Node, SyntaxNode Body)[] around = line is int at ? [.. all.Where(each => LineOf(each.Node.SpanStart) - 1 <= at && at <= LineOf(each.Node.Span.End))] : all;
        (SyntaxNode? node, SyntaxNode? body) = around.FirstOrDefault(each => NameOf(each.Node) == simple);
        if (node is null && line is not null)
        {
            (node, body) = around.FirstOrDefault();
        }

        if (node is null || body is null)
        {
            return null;
        }

        return Place(tokens, name, node, body, 0);
    }

    /// <summary>All of them, in the order of the source, named as profiles do.</summary>
    /// <param name="tokens">The source's tokens.</param>
    public IReadOnlyList<SourceFunction> All(IReadOnlyList<SourceToken> tokens)
    {
        List<SourceFunction> found = [];
        foreach (SyntaxNode node in _tree.GetRoot().DescendantNodes(node => Body(node) is null))
        {
            if (Body(node) is SyntaxNode body)
            {
                string name = NameOf(node) is { Length: > 0 } named ? named : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {LineOf(node.SpanStart)}");
                found.Add(Place(tokens, name, node, body, found.Count == 0 ? 0 : found[^1].LastToken));
            }
        }

        return found;
    }

    /// <summary>True when the mutant is C# as the source is, and changes neither an attribute nor a type nor the name in a <c>nameof</c>.</summary>
    public bool Allows(Mutant mutant)
    {
        SyntaxNode node = _tree.GetRoot().FindNode(new TextSpan(mutant.Start, mutant.Length));
        bool elsewhere = node.AncestorsAndSelf().Any(each => each is AttributeListSyntax or TypeArgumentListSyntax or TypeParameterListSyntax
            || each is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } });
        return !elsewhere && Errors(_tree.WithChangedText(_text.WithChanges(new TextChange(new(mutant.Start, mutant.Length), mutant.Replacement)))) <= _errors;
    }

    // The tokens of a body, looked for from one on that lies before it.
    private SourceFunction Place(IReadOnlyList<SourceToken> tokens, string name, SyntaxNode node, SyntaxNode body, int from)
    {
        int start = body is BlockSyntax block ? block.OpenBraceToken.Span.End : body.SpanStart;
        int end = body is BlockSyntax closed ? closed.CloseBraceToken.SpanStart : body.Span.End;
        int first = from;
        while (first < tokens.Count && tokens[first].Start < start)
        {
            first++;
        }

        int last = first;
        while (last < tokens.Count && tokens[last].Start < end)
        {
            last++;
        }

        return new(name, first, last, LineOf(node.SpanStart), LineOf(node.Span.End));
    }

    private static int Errors(SyntaxTree tree) => tree.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static SyntaxNode? Body(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        AccessorDeclarationSyntax accessor => (SyntaxNode?)accessor.Body ?? accessor.ExpressionBody?.Expression,
        PropertyDeclarationSyntax { ExpressionBody: ArrowExpressionClauseSyntax arrow } => arrow.Expression,
        IndexerDeclarationSyntax { ExpressionBody: ArrowExpressionClauseSyntax arrow } => arrow.Expression,
        _ => null,
    };

    // Profiles call accessors get_Name and set_Name, constructors .ctor.
    private static string NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Modifiers.Any(SyntaxKind.StaticKeyword) ? "cctor" : "ctor",
        PropertyDeclarationSyntax property => "get_" + property.Identifier.Text,
        IndexerDeclarationSyntax => "get_Item",
        AccessorDeclarationSyntax accessor => accessor.Keyword.Text + "_" + (accessor.Parent?.Parent is PropertyDeclarationSyntax owner ? owner.Identifier.Text : "Item"),
        OperatorDeclarationSyntax operation => "op_" + operation.OperatorToken.Text,
        _ => "",
    };

    private int LineOf(int position) => _text.Lines.GetLineFromPosition(position).LineNumber + 1;
}
