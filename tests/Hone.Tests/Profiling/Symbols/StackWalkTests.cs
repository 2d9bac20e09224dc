using System.Buffers.Binary;
using Hone.Profiling.Symbols;

namespace Hone.Tests.Profiling.Symbols;

public sealed class StackWalkTests
{
    private const ulong Top = 0x7000;

    [Fact]
    public void Tables_and_frame_pointers_are_followed_as_each_code_has_them()
    {
        // The C library at 0x100 has moved the stack by 24 and keeps rbp at -16; its caller at 0x900 has no table and a frame pointer.
        byte[] stack = Stack(0, 0x7030, 0x900, 0, 0, 0, 0x7060, 0xa00, 0, 0, 0, 0, 0, 0);
        ulong[] into = new ulong[8];
        int count = StackWalk.Walk(
            new StackRegisters(0x100, Top, 0xbad),
            stack,
            address => address == 0x100 ? new CallFrameRule(7, 24, -8, -16, false) : null,
            into);
        Assert.Equal([0x100UL, 0x900UL, 0xa00UL], into[..count]);
    }

    [Fact]
    public void A_walk_ends_at_the_outermost_function_at_the_end_of_the_copy_and_where_it_would_go_in_circles()
    {
        ulong[] into = new ulong[4];
        Assert.Equal(1, StackWalk.Walk(new(0x100, Top, 0), Stack(1, 2), _ => new CallFrameRule(7, 8, -8, null, true), into));
        Assert.Equal(1, StackWalk.Walk(new(0x100, Top, 0), Stack(1, 2), _ => new CallFrameRule(7, 800, -8, null, false), into));
        Assert.Equal(1, StackWalk.Walk(new(0x100, Top, 0), Stack(1, 2), _ => new CallFrameRule(7, 0, 0, null, false), into));
        Assert.Equal(1, StackWalk.Walk(new(0x100, Top, Top), Stack(), _ => null, into));
        Assert.Equal(4, StackWalk.Walk(new(0x100, Top, 0), Stack(1, 2, 3, 4, 5, 6), _ => new CallFrameRule(7, 8, -8, null, false), into));
    }

    [Fact]
    public void The_table_of_a_program_agrees_with_readelf_at_every_row()
    {
        const string program = "/bin/sh";
        CallFrameTable table = CallFrameTable.Of(ElfImage.Parse(File.ReadAllBytes(program))!)!;
        int rows = 0;
        bool inRows = false;
        string[] columns = [];
        foreach (string line in Compiler.Run("readelf", ["--debug-dump=frames-interp", program]).Split('\n'))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is ["LOC", ..])
            {
                (inRows, columns) = (true, words);
            }
            else if (inRows && words.Length == columns.Length && ulong.TryParse(words[0], System.Globalization.NumberStyles.HexNumber, null, out ulong address) && words[1] != "exp")
            {
                CallFrameRule? rule = table.Find(address);
                if (rule is null)
                {
                    // The common part has rows of its own, at no address.
                    continue;
                }

                string cfa = (rule.Value.Register == 6 ? "rbp+" : "rsp+") + rule.Value.Offset;
                int basePointer = Array.IndexOf(columns, "rbp");
                string expected = basePointer < 0 || words[basePointer] == "u" ? "" : words[basePointer];
                if (words[^1] != "u")
                {
                    Assert.Equal((words[1], expected, words[^1]), (cfa, rule.Value.BaseOffset is long offset ? "c" + offset : "", "c" + rule.Value.ReturnOffset));
                    rows++;
                }
            }
            else if (words.Length == 0)
            {
                inRows = false;
            }
        }

        Assert.True(rows > 500, $"{rows} rows");
    }

    [Fact]
    public void A_damaged_table_is_read_as_far_as_it_goes()
    {
        byte[] good = File.ReadAllBytes("/bin/true");
        Random random = new(5);
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = Mutation.Of(good, random);
            if (ElfImage.Parse(bad) is ElfImage image && CallFrameTable.Of(image) is CallFrameTable table)
            {
                for (ulong address = 0; address < 0x8000; address += 61)
                {
                    table.Find(address);
                }
            }
        }
    }

    private static byte[] Stack(params ulong[] words)
    {
        byte[] bytes = new byte[words.Length * 8];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), words[i]);
        }

        return bytes;
    }
}
