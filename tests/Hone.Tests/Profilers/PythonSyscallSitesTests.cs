using System.Runtime.Versioning;
using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Python;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;

namespace Hone.Tests.Profilers;

[SupportedOSPlatform("linux")]
public sealed class PythonSyscallSitesTests : IDisposable
{
    private static readonly string Script = Path.Combine(Repository.Root, "tests/fixtures/python/files.py");
    private readonly ProfilerScratch _scratch = new();

    public static TheoryData<string> Interpreters => [.. Pythons.All];

    [Theory]
    [MemberData(nameof(Interpreters))]
    public void Each_python_function_gets_the_calls_that_it_made(string python)
    {
        CollectRequest request = new()
        {
            Run = _scratch.Request([python, Script, "data"]),
            Runtime = TargetRuntime.Python,
            Scratch = Directory.CreateDirectory(_scratch.File("scratch")).FullName,
        };
        Profile profile = new StraceCollector(new ImageStore(), new PythonSyscallSites()).Collect(request, TestContext.Current.CancellationToken).Profile;

        string file = _scratch.File("data");
        long reads = Calls(profile, file, "read");
        long writes = Calls(profile, file, "write");
        Assert.Equal((8001, 8000), (reads, writes));
        Assert.True(Calls(profile, file, "read", "read_all") > 0.95 * reads, Text(profile));
        long placed = Calls(profile, file, "write", "write_much") + Calls(profile, file, "write", "write_little");
        Assert.True(placed > 0.99 * writes, $"{placed} of {writes} writes are placed\n{Text(profile)}");
        Assert.InRange(Calls(profile, file, "write", "write_much") / (double)writes, 0.75 - 0.12, 0.75 + 0.12);
        Assert.Equal(new Frame("read_all", "files.py", FrameOrigin.Script, new SourceLocation(Script, 5)), Assert.Single(profile.Frames, frame => frame.Function == "read_all"));
        Assert.Contains(profile.Notes, note => note.StartsWith("Which Python function made a call was seen of", StringComparison.Ordinal));
    }

    public void Dispose() => _scratch.Dispose();

    private static long Calls(Profile profile, string file, string syscall, string? caller = null)
    {
        long calls = 0;
        foreach (StackValues stack in profile.Stacks)
        {
            List<string> path = ProfilerScratch.Path(profile, stack.Node);
            if (path.Count >= 2 && path[^1] == file && path[^2] == syscall && (caller is null || path.Contains(caller)))
            {
                calls += stack.Values[1];
            }
        }

        return calls;
    }

    private static string Text(Profile profile) =>
        string.Join('\n', profile.Stacks.OrderByDescending(stack => stack.Values[1]).Take(10).Select(stack => stack.Values[1] + " " + string.Join(';', ProfilerScratch.Path(profile, stack.Node))).Concat(profile.Notes));
}
