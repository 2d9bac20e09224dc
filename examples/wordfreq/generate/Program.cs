using System.Globalization;
using System.Text;

// Writes an invented novel: words of a made-up language, some far more frequent than others (Zipf's law), in sentences and lines.
// usage: generate SEED WORDS FILE
if (args.Length != 3 || !ulong.TryParse(args[0], CultureInfo.InvariantCulture, out ulong seed) || !int.TryParse(args[1], CultureInfo.InvariantCulture, out int wanted) || wanted < 1)
{
    Console.Error.WriteLine("usage: generate SEED WORDS FILE");
    return 2;
}

string[] syllables = ["ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "wa", "ye", "zi", "cho", "shu", "tha", "the", "and", "ion", "ér", "ost"];
ulong state = seed * 2862933555777941757UL + 3037000493UL;

string[] vocabulary = new string[12_000];
for (int i = 0; i < vocabulary.Length; i++)
{
    StringBuilder word = new();
    for (int left = 1 + Next(i < 100 ? 2 : 4); left > 0; left--)
    {
        word.Append(syllables[Next(syllables.Length)]);
    }

    vocabulary[i] = word.ToString();
}

double[] upTo = new double[vocabulary.Length];
double sum = 0;
for (int i = 0; i < upTo.Length; i++)
{
    sum += 1.0 / (i + 2.7);
    upTo[i] = sum;
}

Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(args[2]))!);
using StreamWriter novel = new(args[2]) { NewLine = "\n" };
int column = 0;
int inSentence = 0;
for (int written = 0; written < wanted; written++)
{
    int found = Array.BinarySearch(upTo, Next(1 << 30) / (double)(1 << 30) * sum);
    string word = vocabulary[Math.Min(found < 0 ? ~found : found, vocabulary.Length - 1)];
    if (inSentence == 0 || Next(30) == 0)
    {
        word = char.ToUpperInvariant(word[0]) + word[1..];
    }

    word += Next(40) == 0 ? "'s" : "";
    inSentence++;
    if (inSentence > 5 && Next(12) == 0)
    {
        word += Next(8) == 0 ? "?" : ".";
        inSentence = 0;
    }
    else if (Next(9) == 0)
    {
        word += Next(20) == 0 ? " -" : ",";
    }

    novel.Write(word);
    column += word.Length + 1;
    if (column > 90)
    {
        novel.WriteLine();
        column = 0;
    }
    else
    {
        novel.Write(' ');
    }
}

novel.WriteLine();
return 0;

// xorshift64* (Marsaglia 2003, Vigna 2016): the same numbers everywhere.
int Next(int bound)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (int)((state * 2685821657736338717UL >> 33) % (ulong)bound);
}
