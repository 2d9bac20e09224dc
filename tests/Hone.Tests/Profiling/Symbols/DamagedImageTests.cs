using System.Diagnostics;
using Hone.Profiling.Symbols;

namespace Hone.Tests.Profiling.Symbols;

public sealed class DamagedImageTests
{
    [Theory]
    [InlineData(1, "-gdwarf-5")]
    [InlineData(2, "-gdwarf-4")]
    [InlineData(3, "-gdwarf-5", "-gz=zlib")]
    public void Two_thousand_damaged_images_are_read_as_far_as_they_go(int seed, params string[] flags)
    {
        using Compiler compiler = new();
        byte[] good = File.ReadAllBytes(compiler.Compile("gcc", "split.c", ["-O2", .. flags]));
        ElfImage whole = ElfImage.Parse(good)!;
        List<ulong> addresses = [];
        ElfSymbols symbols = ElfSymbols.Of(whole);
        for (int i = 0; i < symbols.Count; i++)
        {
            addresses.Add(symbols[i].Address);
            addresses.Add(symbols[i].End - 1);
        }

        // Most bytes of a program are padding and code; the tables are what can be damaged to some effect.
        (int Start, int Length)[] tables = [.. whole.Sections.Where(s => s.Name.StartsWith(".debug", StringComparison.Ordinal) || s.Name.Contains("sym", StringComparison.Ordinal)
            || s.Name.Contains("str", StringComparison.Ordinal)).Where(s => s.Size > 0).Select(s => ((int)s.Offset, (int)s.Size)), (0, 0x400), (good.Length - 64 * whole.Sections.Count, 64 * whole.Sections.Count)];
        Random random = new(seed);
        int named = 0;
        Stopwatch watch = new();
        for (int i = 0; i < 2000; i++)
        {
            (int start, int length) = tables[random.Next(tables.Length)];
            byte[] bad = (byte[])good.Clone();
            byte[] part = Mutation.Of(bad[start..(start + length)], random);
            part.CopyTo(bad, start);
            bad = random.Next(10) == 0 ? bad[..random.Next(bad.Length)] : bad;
            watch.Restart();
            if (ElfImage.Parse(bad) is ElfImage image)
            {
                NativeImage native = new("bad", image);
                foreach (ulong address in addresses)
                {
                    Assert.NotEmpty(native.Resolve(address));
                    native.LineAt(address);
                }

                named += native.Symbols.Count > 0 ? 1 : 0;
                _ = DwarfLines.ReadAll(image).Count;
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"image {i} took {watch.Elapsed}");
        }

        Assert.InRange(named, 500, 2000);
    }

    [Fact]
    public void Other_files_are_no_images()
    {
        Assert.Null(ElfImage.Parse(default));
        Assert.Null(ElfImage.Parse("#!/bin/sh\n"u8.ToArray()));
        byte[] narrow = new byte[64];
        "\x7fELF\x1\x1"u8.CopyTo(narrow);
        Assert.Null(ElfImage.Parse(narrow));
    }

    [Fact]
    public void A_compressed_section_that_promises_too_much_is_not_unpacked()
    {
        using Compiler compiler = new();
        byte[] bytes = File.ReadAllBytes(compiler.Compile("gcc", "split.c", "-O2", "-g", "-gz=zlib"));
        ElfSection info = ElfImage.Parse(bytes)!.Sections.Single(section => section.Name == ".debug_info");
        Assert.False(ElfImage.Parse(bytes)!.Content(info).IsEmpty);
        BitConverter.TryWriteBytes(bytes.AsSpan((int)info.Offset + 8), 1UL << 29);
        Assert.True(ElfImage.Parse(bytes)!.Content(info).IsEmpty);
    }
}
