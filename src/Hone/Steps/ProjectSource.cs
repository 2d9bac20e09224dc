using System.Security.Cryptography;
using System.Text;
using Hone.Equivalence.Mutants;
using Hone.Linux.Storage;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>The source files of a project, read once each and never from outside of it: names of files come from profiles and people.</summary>
/// <param name="folder">The project folder, absolute.</param>
internal sealed class ProjectSource(string folder)
{
    private const long LargestFile = 4 << 20;

    private readonly string _real = OutputWatch.Real(folder);
    private readonly Dictionary<string, SourceText?> _files = new(StringComparer.Ordinal);

    /// <summary>A source file.</summary>
    /// <param name="File">Relative to the project folder, in its one normal form.</param>
    /// <param name="Content">A letter for each byte.</param>
    /// <param name="Lines">Its lines.</param>
    internal sealed record SourceText(string File, string Content, IReadOnlyList<string> Lines)
    {
        private IReadOnlyList<SourceToken>? _tokens;
        private CSharpCode? _parsed;

        /// <summary>Null when Hone has no rules for it.</summary>
        public SourceLanguage? Language { get; } = SourceLanguages.Of(File);

        public IReadOnlyList<SourceToken> Tokens => _tokens ??= Language is null ? [] : SourceLexer.Tokens(Content, Language);

        /// <summary>What the compiler's own parser says; null for other languages than C#.</summary>
        public CSharpCode? Parsed => Language?.Name == "c#" ? _parsed ??= CSharpCode.Read(Content) : null;

        /// <summary>The function of a name or around a line; null when there is none.</summary>
        public SourceFunction? Find(string name, int? line) => Language is null ? null
            : Parsed?.Find(Tokens, name, line) ?? (Parsed is null ? SourceFunctions.Find(Tokens, Content, Language, name, line) : null);

        /// <summary>All functions, without those inside others.</summary>
        public IReadOnlyList<SourceFunction> All => Language is null ? [] : SourceFunctions.All(Tokens, Content, Language);

        /// <summary>SHA-256 of some lines, counted from 1, in lower-case hex.</summary>
        public string Hash(int first, int last) =>
            Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(string.Join('\n', Lines.Skip(first - 1).Take(last - first + 1)))));

        /// <summary>SHA-256 of the whole file.</summary>
        public string WholeHash => Convert.ToHexStringLower(SHA256.HashData(Encoding.Latin1.GetBytes(Content)));
    }

    /// <summary>A regular file of the project; null when it lies outside (also by a link), is not there, or is too large to be source.</summary>
    public SourceText? Read(string file)
    {
        if (!_files.TryGetValue(file, out SourceText? known))
        {
            known = Load(file);
            _files[file] = known;
        }

        return known;
    }

    private SourceText? Load(string file)
    {
        if (ProjectPath.Normalize(Path.IsPathRooted(file) ? Path.GetRelativePath(folder, file) : file, out _) is not string inside || inside.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        string real = OutputWatch.Real(Path.Combine(folder, inside));
        if (!real.StartsWith(_real.TrimEnd('/') + "/", StringComparison.Ordinal) || !OutputWatch.IsRegular(real) || new FileInfo(real).Length > LargestFile)
        {
            return null;
        }

        try
        {
            string content = Encoding.Latin1.GetString(File.ReadAllBytes(real));
            return new(inside, content, content.Split('\n'));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
