namespace Wordfreq;

/// <summary>Counts terms, which are sequences of a fixed number of words; a term does not go on over the end of a line.</summary>
public sealed class TermCounter(int length, IReadOnlySet<string> stopWords)
{
    private static readonly char[] _separators = [.. Enumerable.Range(0, 0x250).Select(code => (char)code).Where(IsSeparator)];

    private readonly Dictionary<string, int> _counts = [];

    /// <summary>How often each term occurred.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>How many terms occurred in all.</summary>
    public long Total { get; private set; }

    /// <summary>Counts the terms of one line. Case does not matter, nor does a possessive 's at a word's end.</summary>
    public void AddLine(string line)
    {
        string[] tokens = line.ToLowerInvariant().Split(_separators);
        List<string> words = [];
        foreach (string token in tokens)
        {
            string word = token.Trim('\'', '-');
            if (word.EndsWith("'s", StringComparison.Ordinal))
            {
                word = word.Substring(0, word.Length - 2);
            }

            if (word.Length > 0 && !stopWords.Contains(word))
            {
                words.Add(word);
            }
        }

        for (int start = 0; start + length <= words.Count; start++)
        {
            string term = string.Join(" ", words.Skip(start).Take(length));
            if (_counts.ContainsKey(term))
            {
                _counts[term] = _counts[term] + 1;
            }
            else
            {
                _counts[term] = 1;
            }

            Total++;
        }
    }

    private static bool IsSeparator(char letter) => !char.IsLetterOrDigit(letter) && letter is not ('\'' or '-');
}
