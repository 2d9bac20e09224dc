using System.Text;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

/// <summary>The reader of perf script text beside the plainest one that can be written.</summary>
public sealed class PerfScriptFoldTests
{
    [Theory]
    [InlineData(1, 40, 3)]
    [InlineData(2, 400, 60)]
    [InlineData(3, 5000, 700)]
    public void Stacks_and_weights_are_those_of_a_plain_reading(int seed, int samples, int functions)
    {
        string text = Text(new Random(seed), samples, functions);
        Profile profile = PerfScript.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "", byProgram: true);
        Assert.Equal(Plain(text), Folded(profile));
        Assert.Equal(samples, profile.Total(1));
        Assert.Empty(profile.Notes);
    }

    [Fact]
    public void Lines_that_differ_in_one_byte_anywhere_are_different_frames()
    {
        StringBuilder text = new();
        HashSet<string> names = [];
        for (int length = 1; length <= 70; length++)
        {
            for (int place = 0; place < length; place++)
            {
                foreach (char other in "bq")
                {
                    string name = new string('a', place) + other + new string('a', length - place - 1);
                    names.Add(name);
                    text.Append("p 1/1 1.0: 1 cpu-clock: \n\t1 ").Append(name).Append("+0x1 (/bin/p)\n\n");
                }
            }
        }

        Profile profile = PerfScript.Read(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), "");
        Assert.Equal(names.Order(StringComparer.Ordinal), profile.Frames.Select(frame => frame.Function).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Samples_without_stacks_are_one_line_each()
    {
        const string text = "            prog 1/1 1.0: 7 cpu-clock:      1149 main+0x1 (/bin/p)\n       two words 1/1 1.1: 8 cpu-clock:  ffffffff81249030 read+0x1 ([kernel.kallsyms])\n            prog 1/1 1.2: 9 cpu-clock:      1149 main+0x1 (/bin/p)\n";
        Profile profile = PerfScript.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "", byProgram: true);
        Assert.Equal(new SortedDictionary<string, long>(StringComparer.Ordinal) { ["prog;main@p"] = 16, ["two words;read@[kernel]"] = 8 }, Folded(profile));
        Assert.Empty(profile.Notes);
    }

    [Fact]
    public void Memory_does_not_grow_with_the_number_of_samples()
    {
        byte[] text = Encoding.UTF8.GetBytes(Text(new Random(4), 2000, 100));
        Fold(text, 1);
        Assert.InRange(Fold(text, 60) - Fold(text, 30), -(1 << 16), 1 << 16);

        static long Fold(byte[] text, int times)
        {
            PerfScriptParser parser = new(static _ => { });
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < times; i++)
            {
                parser.Feed(text);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Text(Random random, int samples, int functions)
    {
        StringBuilder text = new();
        for (int i = 0; i < samples; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"prog {i % 3} {100 + (i % 2)}/{100 + (i % 5)} {i}.{i % 1000:000000}: {1000 + (i % 7)} cpu-clock: \n");
            for (int depth = random.Next(1, 30); depth > 0; depth--)
            {
                int function = (int)(functions * Math.Pow(random.NextDouble(), 3));
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\t{function * 16 + random.Next(2):x12} f{function}::call+0x{random.Next(2):x} (/usr/lib/lib{function % 9}.so)\n");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static SortedDictionary<string, long> Plain(string text)
    {
        SortedDictionary<string, long> stacks = new(StringComparer.Ordinal);
        foreach (string sample in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            string[] lines = sample.Split('\n');
            string head = lines[0].Trim();
            string[] words = head.Split(' ');
            string stack = words[0] + " " + words[1] + string.Concat(lines.Skip(1).Where(line => line.Length > 0).Reverse().Select(line =>
            {
                string[] parts = line.Trim().Split(' ');
                return ";" + parts[1][..parts[1].LastIndexOf('+')] + "@" + parts[2].Trim('(', ')').Split('/')[^1];
            }));
            stacks[stack] = stacks.GetValueOrDefault(stack) + long.Parse(words[^2], System.Globalization.CultureInfo.InvariantCulture);
        }

        return stacks;
    }

    private static SortedDictionary<string, long> Folded(Profile profile)
    {
        SortedDictionary<string, long> stacks = new(StringComparer.Ordinal);
        foreach (StackValues stack in profile.Stacks)
        {
            List<string> names = [];
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                Frame frame = profile.Frames[profile.Nodes[node].Frame];
                names.Add(frame.Module.Length == 0 ? frame.Function : frame.Function + "@" + frame.Module);
            }

            names.Reverse();
            stacks.Add(string.Join(';', names), stack.Values[0]);
        }

        return stacks;
    }
}
