using System.Text;
using Hone.Equivalence.Mutants;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hone.Equivalence.Delays;

/// <summary>The counter's call in C#, by the compiler's own parser: a body that is an expression becomes a block.</summary>
internal static class CSharpDelay
{
    private const string Call = "HoneHandicap.Enter();";

    /// <summary>The file with the counter; null when the function is not there.</summary>
    public static string? Insert(string source, IReadOnlyList<SourceToken> tokens, SourceFunction function)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview));
        int start = function.FirstToken > 0 ? tokens[function.FirstToken - 1].Start : -1;
        foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
        {
            (BlockSyntax? block, ArrowExpressionClauseSyntax? arrow, SyntaxToken end) = Body(node);
            if (block is not null && block.OpenBraceToken.SpanStart == start)
            {
                return Behind(new StringBuilder(source).Insert(block.OpenBraceToken.Span.End, " " + Call));
            }

            if (arrow is not null && arrow.ArrowToken.SpanStart == start)
            {
                string expression = arrow.Expression.ToString();
                string inside = $"{{ {Call} {(Returns(node) && arrow.Expression is not ThrowExpressionSyntax ? "return " : "")}{expression}; }}";
                string text = node is PropertyDeclarationSyntax or IndexerDeclarationSyntax ? $"{{ get {inside} }}" : inside;
                return Behind(new StringBuilder(source).Remove(arrow.SpanStart, end.Span.End - arrow.SpanStart).Insert(arrow.SpanStart, text));
            }
        }

        return null;
    }

    private static string Behind(StringBuilder text) => text.Append('\n').Append(DelayRuntime.Sharp).ToString();

    private static (BlockSyntax? Block, ArrowExpressionClauseSyntax? Arrow, SyntaxToken End) Body(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody, method.SemicolonToken),
        AccessorDeclarationSyntax accessor => (accessor.Body, accessor.ExpressionBody, accessor.SemicolonToken),
        LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody, local.SemicolonToken),
        PropertyDeclarationSyntax property => (null, property.ExpressionBody, property.SemicolonToken),
        IndexerDeclarationSyntax indexer => (null, indexer.ExpressionBody, indexer.SemicolonToken),
        _ => default,
    };

    private static bool Returns(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => HasValue(method.ReturnType, method.Modifiers),
        LocalFunctionStatementSyntax local => HasValue(local.ReturnType, local.Modifiers),
        ConstructorDeclarationSyntax or DestructorDeclarationSyntax => false,
        AccessorDeclarationSyntax accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration),
        _ => true,
    };

    // An asynchronous method that promises nothing but its end returns no value.
    private static bool HasValue(TypeSyntax type, SyntaxTokenList modifiers) =>
        type is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword }
        && !(modifiers.Any(SyntaxKind.AsyncKeyword) && LastName(type) is IdentifierNameSyntax { Identifier.Text: "Task" or "ValueTask" });

    private static TypeSyntax LastName(TypeSyntax type) => type is QualifiedNameSyntax qualified ? qualified.Right : type;
}
