namespace Hone.Equivalence.Mutants;

/// <summary>The languages whose files are mutated.</summary>
public static class SourceLanguages
{
    private static readonly TextForm _quoted = new("\"", "\"");
    private static readonly TextForm _single = new("'", "'");
    private static readonly TextForm _template = new("`", "`", Lines: true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceLanguage> All { get; } =
    [
        new()
        {
            Name = "c", Endings = [".c", ".h"], Letter = '\'', Directives = true, Truth = ("1", "0"), Default = "0", Trap = "__builtin_trap();",
        },
        new()
        {
            Name = "c++", Endings = [".cc", ".cpp", ".cxx", ".hh", ".hpp", ".hxx", ".ipp", ".inl"],
            Texts = [new("R\"(", ")\"", Escapes: false, Lines: true), _quoted],
            Letter = '\'', Directives = true, TypeArguments = true, Default = "{}", Trap = "__builtin_trap();",
        },
        new()
        {
            Name = "c#", Endings = [".cs"],
            Texts =
            [
                new("$$\"\"\"", "\"\"\"", Escapes: false, Lines: true), new("$\"\"\"", "\"\"\"", Escapes: false, Lines: true), new("\"\"\"", "\"\"\"", Escapes: false, Lines: true),
                new("$@\"", "\"", Escapes: false, Lines: true), new("@$\"", "\"", Escapes: false, Lines: true), new("@\"", "\"", Escapes: false, Lines: true),
                new("$\"", "\""), _quoted,
            ],
            Letter = '\'', Directives = true, TypeArguments = true, Default = "default!", Trap = "System.Environment.FailFast(null);",
        },
        new()
        {
            Name = "java", Endings = [".java"], Texts = [new("\"\"\"", "\"\"\"", Lines: true), _quoted], Letter = '\'', TypeArguments = true,
            Trap = "if (true) Runtime.getRuntime().halt(134);",
        },
        new()
        {
            Name = "kotlin", Endings = [".kt", ".kts"], Texts = [new("\"\"\"", "\"\"\"", Escapes: false, Lines: true), _quoted], Letter = '\'', TypeArguments = true,
            Semicolons = false, Nothing = "Unit", Trap = "Runtime.getRuntime().halt(134)",
        },
        new()
        {
            Name = "javascript", Endings = [".js", ".mjs", ".cjs", ".jsx"], Texts = [_quoted, _single, _template], Default = "undefined", Trap = "process.abort();",
        },
        new()
        {
            Name = "typescript", Endings = [".ts", ".mts", ".cts", ".tsx"], Texts = [_quoted, _single, _template], TypeArguments = true, Default = "undefined as any", Trap = "process.abort();",
        },
        new()
        {
            Name = "go", Endings = [".go"], Texts = [_quoted, new("`", "`", Escapes: false, Lines: true)], Letter = '\'', Semicolons = false, Nothing = "", Trap = "panic(\"trap\")",
        },
        new()
        {
            Name = "rust", Endings = [".rs"],
            Texts = [new("r#\"", "\"#", Escapes: false, Lines: true), new("r\"", "\"", Escapes: false, Lines: true), new("\"", "\"", Lines: true)],
            Letter = '\'', TypeArguments = true, Default = "Default::default()", Trap = "std::process::abort();",
        },
        new()
        {
            Name = "swift", Endings = [".swift"], Texts = [new("\"\"\"", "\"\"\"", Lines: true), _quoted], TypeArguments = true, Semicolons = false, Nothing = "", Trap = "fatalError()",
        },
        new()
        {
            Name = "php", Endings = [".php"], LineComments = ["//", "#"], Texts = [_quoted, _single], Default = "null", Trap = "exit(134);",
        },
        new()
        {
            Name = "python", Endings = [".py", ".pyw"], Blocks = BlockStyle.Indentation, LineComments = ["#"], BlockComments = [], Semicolons = false, Nothing = "pass",
            Texts = [new("\"\"\"", "\"\"\"", Lines: true), new("'''", "'''", Lines: true), _quoted, _single],
            Truth = ("True", "False"), Not = "not ", Default = "None", Trap = "__import__(\"os\").abort()", FunctionWords = ["def"],
        },
        new()
        {
            Name = "ruby", Endings = [".rb"], Blocks = BlockStyle.EndWord, LineComments = ["#"], BlockComments = [("\n=begin", "\n=end")], Semicolons = false, Nothing = "nil",
            Texts = [new("\"", "\"", Lines: true), new("'", "'", Lines: true)], Default = "nil", Trap = "exit!(134)", FunctionWords = ["def"],
        },
        new()
        {
            Name = "lua", Endings = [".lua"], Blocks = BlockStyle.EndWord, LineComments = ["--"], BlockComments = [("--[[", "]]")], Semicolons = false, Nothing = "",
            Texts = [new("[[", "]]", Escapes: false, Lines: true), _quoted, _single], Not = "not ", Default = "nil", Trap = "os.exit(134)", FunctionWords = ["function"],
        },
        new()
        {
            Name = "shell", Endings = [".sh", ".bash"], LineComments = ["#"], BlockComments = [], Semicolons = false, Nothing = ":",
            Texts = [new("\"", "\"", Lines: true), new("'", "'", Escapes: false, Lines: true)], Not = "! ", Trap = "kill -ABRT $$",
        },
        new()
        {
            Name = "perl", Endings = [".pl", ".pm"], LineComments = ["#"], BlockComments = [("\n=", "\n=cut")],
            Texts = [new("\"", "\"", Lines: true), new("'", "'", Lines: true)], Truth = ("1", "0"), Default = "undef", Trap = "kill 'ABRT', $$;",
        },
        new()
        {
            Name = "sql", Endings = [".sql"], LineComments = ["--"], Texts = [new("'", "'", Escapes: false, Lines: true), new("\"", "\"", Escapes: false)], Not = "NOT ",
        },
    ];

    /// <summary>The language of a file by its name; null when it is none of them.</summary>
    public static SourceLanguage? Of(string file) =>
        All.FirstOrDefault(language => language.Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));
}
