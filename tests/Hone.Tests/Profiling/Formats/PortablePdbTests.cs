using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Tests.Profiling.Formats.NetTrace;

namespace Hone.Tests.Profiling.Formats;

public sealed class PortablePdbTests
{
    private static readonly byte[] _pdb = File.ReadAllBytes(TraceFixture.Path("profiled.pdb"));

    [Fact]
    public void Methods_are_where_the_source_has_them()
    {
        using PortablePdb pdb = PortablePdb.Read(new MemoryStream(_pdb))!;
        List<int> lines = [];
        for (uint row = 1; row < 100; row++)
        {
            if (pdb.Find(0x06000000 | row) is SourceLocation place)
            {
                Assert.EndsWith("/Program.cs", place.File, StringComparison.Ordinal);
                lines.Add(place.Line);
            }
        }

        // The first statements of methods, told from the source by the brace before them.
        string[] source = File.ReadAllLines(TraceFixture.Path("profiled/Program.cs"));
        int crush = Array.FindIndex(source, static line => line.Contains("void Crush(", StringComparison.Ordinal)) + 1;
        Assert.Contains(lines, line => line - crush is 1 or 2);
        Assert.InRange(lines.Count, 10, 40);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x06000000u)]
    [InlineData(0x06ffffffu)]
    [InlineData(0x02000001u)]
    public void A_token_of_no_method_has_no_place(uint token)
    {
        using PortablePdb pdb = PortablePdb.Read(new MemoryStream(_pdb))!;
        Assert.Null(pdb.Find(token));
    }

    [Fact]
    public void What_is_no_pdb_is_null()
    {
        Assert.Null(PortablePdb.Read(new MemoryStream()));
        Assert.Null(PortablePdb.Read(new MemoryStream([1, 2, 3, 4, 5, 6, 7, 8])));
        Assert.Null(PortablePdb.ReadEmbedded(new MemoryStream(_pdb)));
    }

    [Fact]
    public void Damaged_pdbs_neither_crash_nor_hang()
    {
        int read = 0;
        for (int seed = 0; seed < 2000; seed++)
        {
            using PortablePdb? pdb = PortablePdb.Read(new MemoryStream(Mutation.Of(_pdb, new Random(seed))));
            for (uint row = 1; pdb is not null && row < 40; row++)
            {
                read += pdb.Find(0x06000000 | row) is null ? 0 : 1;
            }
        }

        Assert.True(read > 0);
    }
}
