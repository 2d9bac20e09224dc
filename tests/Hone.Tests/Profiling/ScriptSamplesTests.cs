using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling;

public sealed class ScriptSamplesTests
{
    [Fact]
    public void Functions_are_told_apart_by_line_and_files_by_folder()
    {
        Frame[] frames =
        [
            Script("run", "/a/x.py", 1), Script("run", "/a/x.py", 9), Script("once", "/a/x.py", 5),
            Script("load", "/a/util.py", 1), Script("load", "/b/util.py", 1), new Frame("run", "x.py", FrameOrigin.Script),
        ];
        Assert.Equal(
            ["run:1 x.py", "run:9 x.py", "once x.py", "load a/util.py", "load b/util.py", "run x.py"],
            ScriptSamples.Distinct(frames).Select(frame => frame.Function + " " + frame.Module));
    }

    [Fact]
    public void Equal_stacks_are_added_up_and_the_empty_stack_is_not_counted()
    {
        ScriptSamples samples = new(new Metric("time", Unit.Nanoseconds), new Metric("samples", Unit.Count));
        int main = samples.Number(Script("main", "/a/x.py", 1));
        int leaf = samples.Number(Script("leaf", "/a/x.py", 2));
        samples.Add(samples.Node(samples.Node(-1, main), leaf), 5, 1);
        samples.Add(samples.Node(samples.Node(-1, main), leaf), 6, 1);
        samples.Add(samples.Node(-1, main), 7, 1);
        samples.Add(-1, 1000, 1);
        Profile profile = samples.Build(ProfileKind.Cpu, "c", "d", []);
        Assert.Equal(18, samples.Weight);
        Assert.Equal([(7L, 1L), (11L, 2L)], profile.Stacks.Select(stack => (stack.Values[0], stack.Values[1])));
    }

    private static Frame Script(string function, string file, int line) => new(function, ScriptModule.Name(file), FrameOrigin.Script, new SourceLocation(file, line));
}
