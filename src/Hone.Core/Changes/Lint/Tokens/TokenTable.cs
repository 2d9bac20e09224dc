using Hone.Changes.Patches.Reading;
using Hone.Equivalence.Mutants;

namespace Hone.Changes.Lint.Tokens;

/// <summary>
/// Patterns that mean the same to a rule. What counts is what a patch has more of than it takes away: code that is moved, or called
/// once instead of for each item, is nothing new.
/// </summary>
/// <param name="patterns">The patterns.</param>
internal sealed class TokenTable(params IReadOnlyList<string> patterns)
{
    private readonly ILookup<string, TokenPattern> _byFirst = patterns.Select(text => new TokenPattern(text)).ToLookup(pattern => pattern.First);

    /// <summary>What a patch brings in: of each pattern as many places as it has more of on its new side, the last ones.</summary>
    /// <param name="files">The files.</param>
    /// <param name="counts">Whether a place counts, on either side: the tokens of its side of the edit, and which of them it begins with; null for all.</param>
    public IEnumerable<TokenMatch> New(IReadOnlyList<FileReading> files, Func<IReadOnlyList<SourceToken>, int, bool>? counts = null)
    {
        ILookup<string, TokenMatch> removed = Counted(isNew: false).ToLookup(match => match.What);
        foreach (IGrouping<string, TokenMatch> added in Counted(isNew: true).GroupBy(match => match.What))
        {
            foreach (TokenMatch match in added.Skip(removed[added.Key].Count()))
            {
                yield return match;
            }
        }

        IEnumerable<TokenMatch> Counted(bool isNew) => Find(files, isNew).Where(match => counts?.Invoke([.. isNew ? match.Edit.NewTokens : match.Edit.OldTokens], match.Token) ?? true);
    }

    /// <summary>What a patch takes away, over all patterns together; none when it brings in as many.</summary>
    public IReadOnlyList<TokenMatch> Gone(IReadOnlyList<FileReading> files)
    {
        List<TokenMatch> removed = [.. Find(files, isNew: false)];
        return [.. removed.Skip(Find(files, isNew: true).Count())];
    }

    /// <summary>True when one of the patterns stands among the tokens.</summary>
    public bool IsIn(IReadOnlyList<SourceToken> tokens) => Enumerable.Range(0, tokens.Count).Any(i => At(tokens, i) is not null);

    private IEnumerable<TokenMatch> Find(IReadOnlyList<FileReading> files, bool isNew)
    {
        foreach (FileReading file in files)
        {
            foreach (Edit edit in file.Edits)
            {
                IReadOnlyList<ChangedLine> lines = isNew ? edit.Added : edit.Removed;
                List<SourceToken> tokens = [.. lines.SelectMany(line => line.Tokens)];
                int line = 0;
                int left = lines.Count > 0 ? lines[0].Tokens.Count : 0;
                for (int i = 0; i < tokens.Count; i++)
                {
                    while (left == 0)
                    {
                        left = lines[++line].Tokens.Count;
                    }

                    left--;
                    if (At(tokens, i) is TokenPattern pattern)
                    {
                        yield return new(pattern.Shown, file, lines[line], edit, i);
                    }
                }
            }
        }
    }

    private TokenPattern? At(IReadOnlyList<SourceToken> tokens, int at) =>
        _byFirst.Contains(tokens[at].Text) ? _byFirst[tokens[at].Text].FirstOrDefault(pattern => pattern.Matches(tokens, at)) : null;
}
