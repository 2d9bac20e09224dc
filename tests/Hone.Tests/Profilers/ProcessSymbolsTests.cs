using System.Runtime.Versioning;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.Symbols;
using Hone.Tests.Profiling.Symbols;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class ProcessSymbolsTests
{
    private const ulong Base = 0x7f00_0000_0000;

    [Theory]
    [InlineData("beside")]
    [InlineData(".debug")]
    [InlineData("build-id")]
    public void A_separate_debug_file_is_found_where_gdb_finds_it(string place)
    {
        using Compiler compiler = new();
        string program = compiler.Compile("gcc", "split.c", "-O2", "-g");
        ElfImage whole = Compiler.Parse(program);
        ElfSymbols symbols = ElfSymbols.Of(whole);
        ElfSymbol half = Enumerable.Range(0, symbols.Count).Select(i => symbols[i]).Single(symbol => symbol.Name == "half");
        string root = Path.Combine(compiler.Folder, "root");
        string debug = place switch
        {
            "beside" => program + ".debug",
            ".debug" => Path.Combine(compiler.Folder, ".debug", Path.GetFileName(program) + ".debug"),
            _ => Path.Combine(root, ".build-id", whole.BuildId![..2], whole.BuildId[2..] + ".debug"),
        };
        Directory.CreateDirectory(Path.GetDirectoryName(debug)!);
        Compiler.Run("objcopy", "--only-keep-debug", program, debug);
        Compiler.Run("strip", program);
        if (place != "build-id")
        {
            Compiler.Run("objcopy", "--add-gnu-debuglink=" + debug, program);
        }

        Frame frame = Resolve(program, root, half.Address)[0];
        Assert.Equal("half", frame.Function);
        Assert.Equal(Compiler.Fixture("split.c"), frame.Source?.File);

        // The same debug file of another build is worse than none.
        string other = compiler.Compile("gcc", "split.c", "-O1", "-g", "-DPASSES=3");
        File.Delete(debug);
        Compiler.Run("objcopy", "--only-keep-debug", other, debug);
        Assert.Equal(FrameOrigin.Unknown, Resolve(program, root, half.Address)[0].Origin);
    }

    [Fact]
    public void Where_mappings_overlap_the_later_one_counts_and_gaps_are_unknown()
    {
        ProcessSymbols symbols = new(
            [new Mapping(Base, Base + 0x3000, 0, "/nowhere/old.so"), new Mapping(Base + 0x1000, Base + 0x2000, 0, "/nowhere/new.so (deleted)")],
            new ImageStore());
        Assert.Equal([new Frame("[old.so]", "old.so", FrameOrigin.Unknown)], symbols.Resolve(Base));
        Assert.Equal([new Frame("[new.so]", "new.so", FrameOrigin.Unknown)], symbols.Resolve(Base + 0x1000));
        Assert.Equal([new Frame("[old.so]", "old.so", FrameOrigin.Unknown)], symbols.Resolve(Base + 0x2000));
        Assert.Equal([new Frame("[unknown]", "", FrameOrigin.Unknown)], symbols.Resolve(Base + 0x3000));
    }

    [Fact]
    public void Devices_and_text_files_are_no_images()
    {
        ImageStore images = new();
        Assert.Null(images.Load("/dev/zero"));
        Assert.Null(images.Load("/proc/self/maps"));
        Assert.Null(images.Load("/usr"));
        Assert.Null(images.Load(Compiler.Fixture("split.c")));
    }

    [Fact]
    public void Kernel_symbols_are_found_by_address_and_a_hidden_table_is_empty()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "ffffffff81000200 T second\nffffffff81000100 t first\nffffffff81000300 D data\nffffffffc0000000 t probe\t[module]\n");
            KernelSymbols symbols = KernelSymbols.Read(file);
            Assert.Equal(3, symbols.Count);
            Assert.Equal("first", symbols.Find(0xffffffff810001ff));
            Assert.Equal("second", symbols.Find(0xffffffff81000200));
            Assert.Equal("probe", symbols.Find(0xffffffffc0000010));
            Assert.Null(symbols.Find(0x1000));
            File.WriteAllText(file, "0000000000000000 T _stext\n");
            Assert.Equal(0, KernelSymbols.Read(file).Count);
            Assert.Equal(0, KernelSymbols.Read(file + ".gone").Count);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static IReadOnlyList<Frame> Resolve(string program, string debugRoot, ulong address)
    {
        ElfSegment code = Compiler.Parse(program).Segments.Single(segment => segment.Executable);
        Mapping mapping = new(Base, Base + code.FileSize, code.Offset, program);
        return new ProcessSymbols([mapping], new ImageStore(debugRoot)).Resolve(Base + address - code.Address);
    }
}
