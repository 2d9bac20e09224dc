using Hone.Measurement.Instructions;

namespace Hone.Tests.Measurement.Instructions;

public sealed class PerfStatTotalTests
{
    [Theory]
    [InlineData("# started on Fri Nov 27 04:51:00 2026\n\n13131743,,instructions:u,3210000,100.00,,\n", 13_131_743L)]
    [InlineData("13131743,,instructions:u,3210000,100.00,1.02,insn per cycle\n", 13_131_743L)]
    [InlineData("<not supported>,,instructions:u,0,100.00,,\n", null)]
    [InlineData("<not counted>,,instructions:u,0,0.00,,\n", null)]
    [InlineData("13131743,,instructions:u,1605000,50.12,,\n", null)]
    [InlineData("13131743,,cycles:u,3210000,100.00,,\n", null)]
    [InlineData("1,,instructions:u,1,100.00,,\n2,,instructions:u,1,100.00,,\n", null)]
    [InlineData("", null)]
    public void Only_a_whole_count_of_instructions_is_taken(string text, long? expected) => Assert.Equal(expected, PerfStatTotal.Read(text));
}
