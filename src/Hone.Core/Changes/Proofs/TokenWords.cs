using System.Text;

namespace Hone.Changes.Proofs;

/// <summary>The words that a name is made of: <c>OrderBy</c> is <c>order</c> and <c>by</c>, <c>lru_cache</c> is <c>lru</c> and <c>cache</c>.</summary>
public static class TokenWords
{
    /// <summary>The words, lower-case, in order.</summary>
    public static IReadOnlyList<string> Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        List<string> words = [];
        StringBuilder word = new();
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            bool begins = char.IsAsciiLetterUpper(c) && i > 0 && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if ((!char.IsLetter(c) || begins) && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetter(c))
            {
                word.Append(char.ToLowerInvariant(c));
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
