using Hone.Profiling;
using Hone.Profiling.Symbols;

namespace Hone.Tests.Profiling.Symbols;

public sealed class NativeImageTests
{
    [Theory]
    [InlineData("-gdwarf-5")]
    [InlineData("-gdwarf-4")]
    [InlineData("-gdwarf-3")]
    [InlineData("-gdwarf-2")]
    [InlineData("-gdwarf-5", "-gz=zlib")]
    [InlineData("-gdwarf-4", "-no-pie")]
    public void Every_code_address_gets_the_functions_and_the_line_that_addr2line_gives_it(params string[] flags)
    {
        using Compiler compiler = new();
        string program = compiler.Compile("g++", "shapes.cc", ["-O2", .. flags]);
        List<string> disagreements = Compare(program);
        Assert.True(disagreements.Count == 0, disagreements.Count + " differ\n" + string.Join('\n', disagreements.Take(8)));
    }

    [Fact]
    public void The_64_bit_format_says_what_the_32_bit_format_says()
    {
        using Compiler compiler = new();
        NativeImage small = new("shapes", Compiler.Parse(compiler.Compile("g++", "shapes.cc", "-O2", "-gdwarf-5")));
        NativeImage large = new("shapes", Compiler.Parse(compiler.Compile("g++", "shapes.cc", "-O2", "-gdwarf-5", "-gdwarf64")));
        int named = 0;
        for (int i = 0; i < small.Symbols.Count; i++)
        {
            for (ulong address = small.Symbols[i].Address; address < small.Symbols[i].End; address++)
            {
                Assert.Equal(small.Resolve(address), large.Resolve(address));
                Assert.Equal(small.LineAt(address), large.LineAt(address));
                named += small.LineAt(address) is null ? 0 : 1;
            }
        }

        Assert.True(named > 300, $"only {named} addresses have a line");
    }

    [Fact]
    public void A_function_knows_the_line_that_defines_it_and_what_is_inlined_into_it()
    {
        using Compiler compiler = new();
        NativeImage image = new("split", Compiler.Parse(compiler.Compile("gcc", "split.c", "-O2", "-g")));
        string source = Compiler.Fixture("split.c");
        string[] lines = File.ReadAllLines(source);
        ElfSymbol half = Enumerable.Range(0, image.Symbols.Count).Select(i => image.Symbols[i]).Single(symbol => symbol.Name == "half");

        List<IReadOnlyList<Frame>> seen = [];
        for (ulong address = half.Address; address < half.End; address++)
        {
            seen.Add(image.Resolve(address));
        }

        int defined = 1 + Array.FindIndex(lines, line => line.Contains("uint64_t half(", StringComparison.Ordinal));
        int inlined = 1 + Array.FindIndex(lines, line => line.Contains("uint64_t mix(", StringComparison.Ordinal));
        Assert.All(seen, frames => Assert.Equal(new Frame("half", "split", FrameOrigin.Native, new SourceLocation(source, defined)), frames[0]));
        Assert.Contains(seen, frames => frames.Count == 2 && frames[1] == new Frame("mix", "split", FrameOrigin.Native, new SourceLocation(source, inlined)));
    }

    [Fact]
    public void Without_debug_information_symbols_still_name_functions()
    {
        using Compiler compiler = new();
        NativeImage image = new("split", Compiler.Parse(compiler.Compile("gcc", "split.c", "-O2")));
        ElfSymbol work = Enumerable.Range(0, image.Symbols.Count).Select(i => image.Symbols[i]).Single(symbol => symbol.Name == "work");
        Assert.False(image.HasLines);
        Assert.Equal([new Frame("work", "split", FrameOrigin.Native)], image.Resolve(work.Address + 4));
    }

    [Fact]
    public void A_stripped_program_gives_unknown_frames_that_name_it_and_plt_stubs()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-s", "-Wl,-z,lazy", "-fcf-protection=none");
        ElfImage file = Compiler.Parse(program);
        NativeImage image = new("split", file);
        ElfSection plt = file.Sections.Single(section => section.Name == ".plt");
        ElfSection text = file.Sections.Single(section => section.Name == ".text");
        Assert.Equal("printf@plt", image.Resolve(plt.Address + 16 + 4)[0].Function.Replace("__printf_chk", "printf", StringComparison.Ordinal));
        Assert.Equal([new Frame("[split]", "split", FrameOrigin.Unknown)], image.Resolve(text.Address + text.Size - 1));
    }

    [Fact]
    public void The_plt_stubs_of_the_c_library_are_named_as_objdump_names_them()
    {
        // Its relocations are in another order than its stubs, and most of them name no symbol but a function that chooses one.
        string library = Compiler.Run("gcc", "-print-file-name=libc.so.6").Trim();
        NativeImage image = new("libc.so.6", Compiler.Parse(library));
        int compared = 0;
        foreach (string line in Compiler.Run("objdump", "-d", "--no-show-raw-insn", "-j", ".plt", "-j", ".plt.sec", library).Split('\n'))
        {
            if (!line.EndsWith("@plt>:", StringComparison.Ordinal))
            {
                continue;
            }

            ulong address = ulong.Parse(line.AsSpan(0, line.IndexOf(' ', StringComparison.Ordinal)), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);
            string theirs = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..^2];
            string ours = image.Resolve(address + 2)[0].Function;
            Assert.True(theirs.StartsWith("*ABS*", StringComparison.Ordinal) ? ours.EndsWith("@plt", StringComparison.Ordinal) : ours == theirs, $"{line} {ours}");
            compared++;
        }

        Assert.True(compared > 10, $"only {compared} stubs");
    }

    [Fact]
    public void A_separate_debug_file_names_what_the_stripped_program_does_not()
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-g");
        ElfImage whole = Compiler.Parse(program);
        string debug = program + ".debug";
        Compiler.Run("objcopy", "--only-keep-debug", program, debug);
        Compiler.Run("strip", program);
        Compiler.Run("objcopy", "--add-gnu-debuglink=" + debug, program);

        ElfImage stripped = Compiler.Parse(program);
        NativeImage expected = new("split", whole);
        NativeImage joined = new("split", stripped, Compiler.Parse(debug));
        Assert.Equal(Path.GetFileName(debug), stripped.DebugLink);
        Assert.Equal(whole.BuildId, stripped.BuildId);
        ElfSection text = stripped.Sections.Single(section => section.Name == ".text");
        for (ulong address = text.Address; address < text.Address + text.Size; address++)
        {
            Assert.Equal(expected.Resolve(address), joined.Resolve(address));
            Assert.Equal(expected.LineAt(address), joined.LineAt(address));
        }
    }

    /// <summary>Asks addr2line and the image about every third byte of every function that nm lists; gives back where they differ.</summary>
    private static List<string> Compare(string program)
    {
        NativeImage image = new("program", Compiler.Parse(program));
        List<(ulong Start, ulong Size, string Name)> functions = [];
        foreach (string line in Compiler.Run("nm", "-S", "--defined-only", program).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split(' ');
            if (parts.Length == 4 && parts[2] is "T" or "t" or "W")
            {
                functions.Add((Convert.ToUInt64(parts[0], 16), Convert.ToUInt64(parts[1], 16), parts[3]));
            }
        }

        List<ulong> addresses = [.. functions.SelectMany(f => Enumerable.Range(0, (int)f.Size).Where(i => i % 3 == 0).Select(i => f.Start + (ulong)i)).Distinct()];
        string input = string.Join('\n', addresses.Select(address => $"0x{address:x}")) + "\n";
        string[] output = Compiler.RunWithInput("addr2line", input, "-a", "-f", "-i", "-e", program).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        List<string> wrong = [];
        int compared = 0;
        int at = 0;
        foreach (ulong address in addresses)
        {
            at++;
            List<string> names = [];
            string line = "";
            for (; at < output.Length && !output[at].StartsWith("0x", StringComparison.Ordinal); at += 2)
            {
                names.Insert(0, output[at]);
                line = names.Count == 1 ? output[at + 1].Split(" (", 2)[0] : line;
            }

            if (line.EndsWith('?') || line.EndsWith(":0", StringComparison.Ordinal))
            {
                continue;
            }

            // The outermost name comes from the symbol table, where one address may have several and DWARF may state only the short one.
            compared++;
            string[] aliases = [.. functions.Where(f => address >= f.Start && address < f.Start + f.Size).Select(f => SymbolName.Clean(f.Name))];
            IReadOnlyList<Frame> frames = image.Resolve(address);
            SourceLocation? ours = image.LineAt(address);
            string expected = string.Join(" > ", names.Skip(1).Select(SymbolName.Clean)) + " " + line;
            string actual = string.Join(" > ", frames.Skip(1).Select(frame => frame.Function)) + " " + (ours is null ? "??:0" : $"{ours.File}:{ours.Line}");
            if (expected != actual || !aliases.Contains(frames[0].Function))
            {
                wrong.Add($"{address:x}: addr2line {names[0]} {expected}, here {frames[0].Function} {actual}");
            }
        }

        Assert.True(compared > 100, $"only {compared} addresses had a line");
        return wrong;
    }
}
