using Hone.Profiling;

namespace Hone.Tests.Profiling;

public sealed class FrameIdentityTests
{
    [Theory]
    [InlineData("core::fmt::write::h0123456789abcdef", "core::fmt::write")]
    [InlineData("<core[8f3a1b2c3d4e5f60]::iter::Map as core[8f3a1b2c3d4e5f60]::ops::Fn>::call", "<core::iter::Map as core::ops::Fn>::call")]
    [InlineData("app::run::{closure#2}", "app::run::{closure#}")]
    [InlineData("parse_line.constprop.0", "parse_line")]
    [InlineData("parse_line.part.3.isra.0", "parse_line")]
    [InlineData("parse_line.cold", "parse_line")]
    [InlineData("f.llvm.12345678901234", "f")]
    [InlineData("parse(int) [clone .constprop.0] [clone .isra.1]", "parse(int)")]
    [InlineData("memcpy@@GLIBC_2.14", "memcpy")]
    [InlineData("main::{lambda(int)#3}::operator()(int) const", "main::{lambda(int)#}::operator()(int) const")]
    [InlineData("App.Program.<Main>b__0_1", "App.Program.<Main>b__")]
    [InlineData("App.Program.<Main>g__Add|3_0", "App.Program.<Main>g__Add|")]
    [InlineData("App.<>c__DisplayClass5_0.<Run>b__2", "App.<>c__DisplayClass.<Run>b__")]
    [InlineData("App.Jobs.<Run>d__7.MoveNext", "App.Jobs.<Run>d__.MoveNext")]
    [InlineData("System.Collections.Generic.Dictionary`2.Add", "System.Collections.Generic.Dictionary.Add")]
    [InlineData("main.serve.func2.1", "main.serve.func")]
    [InlineData("Main.lambda$run$3", "Main.lambda$run$")]
    [InlineData("0x7ffff7a05b97", "[unknown]")]
    [InlineData("00007ffff7a05b97", "[unknown]")]
    public void Marks_of_one_build_are_not_part_of_a_function(string name, string stable) => Assert.Equal(stable, FrameIdentity.StableFunction(name));

    [Theory]
    [InlineData("std::vector<int, std::allocator<int> >::push_back(int const&)")]
    [InlineData("Object.clone")]
    [InlineData("Ui.part")]
    [InlineData("operator[](unsigned long)")]
    [InlineData("user@host")]
    [InlineData("decade")]
    [InlineData("write@plt")]
    [InlineData("")]
    public void Names_without_such_marks_stay(string name) => Assert.Equal(name, FrameIdentity.StableFunction(name));

    [Theory]
    [InlineData("libfoo.so.1.2", "libfoo.so")]
    [InlineData("libc.so.6", "libc.so")]
    [InlineData("libc-2.31.so", "libc.so")]
    [InlineData("libpython3.11.so.1.0", "libpython.so")]
    [InlineData("server-0123456789abcdef", "server")]
    [InlineData("app (deleted)", "app")]
    [InlineData("app-server", "app-server")]
    public void Modules_lose_version_and_hash(string module, string stable) => Assert.Equal(stable, FrameIdentity.StableModule(module));

    [Fact]
    public void Lines_of_scripts_move_and_do_not_count()
    {
        Assert.Equal(Of("(anonymous):12", FrameOrigin.Script), Of("(anonymous):15", FrameOrigin.Script));
        Assert.NotEqual(Of("f:12", FrameOrigin.Native), Of("f:15", FrameOrigin.Native));
    }

    [Fact]
    public void A_system_call_is_not_the_function_of_its_name() =>
        Assert.NotEqual(Of("read", FrameOrigin.Syscall), Of("read", FrameOrigin.Native));

    [Fact]
    public void A_name_of_a_million_marks_is_cut() =>
        Assert.InRange(FrameIdentity.StableFunction(string.Concat(Enumerable.Repeat("lambda$a$1{closure#1[clone .<Main>b__0", 50_000))).Length, 1, 4096);

    private static FrameIdentity Of(string function, FrameOrigin origin) => FrameIdentity.Of(new Frame(function, "m", origin));
}
