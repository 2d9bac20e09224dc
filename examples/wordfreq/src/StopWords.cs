namespace Wordfreq;

/// <summary>Words that are too common to count.</summary>
public static class StopWords
{
    /// <summary>Reads one word a line; empty lines and lines that begin with # are left out.</summary>
    public static HashSet<string> Read(string file)
    {
        HashSet<string> words = [];
        foreach (string line in File.ReadLines(file))
        {
            string word = line.Trim().ToLowerInvariant();
            if (word.Length > 0 && word[0] != '#')
            {
                words.Add(word);
            }
        }

        return words;
    }
}
