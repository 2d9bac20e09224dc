using Hone.Profiling;

namespace Hone.Tests.Profiling;

public sealed class HotspotCategoriesTests
{
    [Theory]
    [InlineData("System.Text.RegularExpressions.Regex.Match(string)", HotspotCategory.Regex)]
    [InlineData("System.Text.Json.JsonSerializer.Serialize", HotspotCategory.Serialization)]
    [InlineData("__memmove_avx512_unaligned_erms", HotspotCategory.Copy)]
    [InlineData("_int_malloc", HotspotCategory.Allocation)]
    [InlineData("operator new(unsigned long)", HotspotCategory.Allocation)]
    [InlineData("System.String.GetHashCode()", HotspotCategory.Hashing)]
    [InlineData("pthread_mutex_lock", HotspotCategory.Lock)]
    [InlineData("System.Threading.Monitor.Enter", HotspotCategory.Lock)]
    [InlineData("__libc_read", HotspotCategory.Io)]
    [InlineData("BlockReader", null)]
    [InlineData("UpdateClock", null)]
    [InlineData("Profiler.Run", null)]
    [InlineData("Newton.Solve", null)]
    [InlineData("sort<Hash<int>>(Hash<int>*)", null)]
    public void The_words_of_a_name_tell_the_kind_of_work(string function, HotspotCategory? expected) =>
        Assert.Equal(expected, HotspotCategories.OfFrame(new Frame(function, "x", FrameOrigin.Native)));

    [Fact]
    public void The_origin_decides_before_the_name()
    {
        Assert.Equal(HotspotCategory.Kernel, HotspotCategories.OfFrame(new Frame("futex_wait", "[kernel]", FrameOrigin.Kernel)));
        Assert.Equal(HotspotCategory.Io, HotspotCategories.OfFrame(new Frame("/tmp/hash.json", "", FrameOrigin.File)));
        Assert.Equal(HotspotCategory.Gc, HotspotCategories.OfFrame(new Frame("WKS::gc_heap::mark_phase", "", FrameOrigin.Runtime)));
        Assert.Equal(HotspotCategory.Runtime, HotspotCategories.OfFrame(new Frame("Compiler::compCompile", "", FrameOrigin.Runtime)));
    }
}
