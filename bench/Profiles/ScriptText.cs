using System.Globalization;
using System.Text;
using Hone.Statistics;

namespace Hone.Bench;

/// <summary>
/// Makes a <c>perf script</c> text of known size: 228,565 samples of about 21,000 different stacks, 20 frames deep on average,
/// whose tree has about 137,000 nodes; 8,000 functions with two call sites each and names as long as those of C++ programs. Callers
/// and callees are drawn independently, which real programs never do: nothing can be guessed from the line above.
/// </summary>
internal static class ScriptText
{
    private const int Functions = 8_000;
    private const int Stacks = 21_000;

    public static int Generate(string file, int samples)
    {
        SeededRandom random = new(12);
        int Below(int limit) => (int)(random.NextBits() % (ulong)limit);

        string[] words = ["parse", "value", "table", "insert", "buffer", "string", "vector", "handle", "resolve", "query", "index", "commit", "visit", "reduce", "encode"];
        byte[][] lines = new byte[Functions * 2][];
        for (int i = 0; i < Functions; i++)
        {
            StringBuilder name = new();
            for (int part = 0; part < 3 + Below(4); part++)
            {
                name.Append(part == 0 ? "" : "::").Append(words[Below(words.Length)]).Append(i % 7 == part ? "<unsigned long, std::char_traits<char> >" : "_" + words[Below(words.Length)]);
            }

            string module = i % 20 == 0 ? "[kernel.kallsyms]" : $"/usr/lib/x86_64-linux-gnu/lib{words[i % words.Length]}.so.{i % 13}";
            for (int site = 0; site < 2; site++)
            {
                string address = i % 20 == 0 ? $"ffffffff81{Below(1 << 24):x6}" : $"    5{Below(1 << 30) | (1 << 28):x8}{i & 0xfff:x3}";
                lines[(i * 2) + site] = Encoding.UTF8.GetBytes($"\t{address} {name}_{i}+0x{Below(4096):x} ({module})\n");
            }
        }

        // Root first; each new stack leaves an earlier one at some depth.
        List<int[]> stacks = [];
        while (stacks.Count < Stacks)
        {
            int[] from = stacks.Count == 0 ? [] : stacks[Below(stacks.Count)];
            int kept = from.Length == 0 ? 0 : Math.Min(from.Length, 3 + Below(13));
            int[] stack = new int[kept + 1 + Below(12)];
            from.AsSpan(0, kept).CopyTo(stack);
            for (int i = kept; i < stack.Length; i++)
            {
                stack[i] = Below(lines.Length);
            }

            stacks.Add(stack);
        }

        using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        long time = 1_000_000_000_000;
        for (int i = 0; i < samples; i++)
        {
            // Every stack comes, then some far more often than others.
            double draw = random.NextBits() / (double)ulong.MaxValue;
            int[] stack = stacks[i < Stacks ? i : (int)(Stacks * draw * draw)];
            time += 1_000_000 + Below(5_000);
            stream.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"server {4000 + (i % 5)}/{4100 + (i % 40)} {time / 1_000_000_000}.{time / 1000 % 1_000_000:000000}:    {1_001_001 + Below(9)} cpu-clock: \n")));
            for (int k = stack.Length - 1; k >= 0; k--)
            {
                stream.Write(lines[stack[k]]);
            }

            stream.WriteByte((byte)'\n');
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{stream.Position / 1e6:0.0} MB, {samples} samples"));
        return 0;
    }
}
