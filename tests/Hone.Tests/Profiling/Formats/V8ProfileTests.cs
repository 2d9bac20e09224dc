using System.Text;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Tests.Profilers;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats;

public sealed class V8ProfileTests
{
    private const string Cpu = """
        {"nodes":[
          {"id":1,"callFrame":{"functionName":"(root)","scriptId":"0","url":"","lineNumber":-1,"columnNumber":-1},"hitCount":0,"children":[2,3,4,6]},
          {"id":2,"callFrame":{"functionName":"(program)","scriptId":"0","url":"","lineNumber":-1,"columnNumber":-1},"hitCount":1},
          {"id":3,"callFrame":{"functionName":"(idle)","scriptId":"0","url":"","lineNumber":-1,"columnNumber":-1},"hitCount":1},
          {"id":4,"callFrame":{"functionName":"main","scriptId":"9","url":"file:///srv/my%20app/main.js","lineNumber":4,"columnNumber":2},"hitCount":0,"children":[5]},
          {"id":5,"callFrame":{"functionName":"","scriptId":"9","url":"file:///srv/my%20app/main.js","lineNumber":9,"columnNumber":2},"hitCount":2,"children":[7]},
          {"id":6,"callFrame":{"functionName":"(garbage collector)","scriptId":"0","url":"","lineNumber":-1,"columnNumber":-1},"hitCount":1},
          {"id":7,"callFrame":{"functionName":"readSync","scriptId":"8","url":"node:fs","lineNumber":700,"columnNumber":1},"hitCount":1}],
         "startTime":1000,"endTime":20000,
         "samples":[5,5,7,3,6,2],
         "timeDeltas":[1000,2000,3000,1500,4000,-500]}
        """;

    [Fact]
    public void A_sample_lasts_until_the_next_one()
    {
        Profile profile = CpuProfile.Read(Encoding.UTF8.GetBytes(Cpu), "x.cpuprofile");

        // 1000 + 1000 is the first sample; then +2000, +3000, +1500, +4000, -500 (counted as none), and the end at 20000.
        Assert.Equal(
            ["5000000 2 (anonymous) < main", "1500000 1 readSync < (anonymous) < main", "0 1 [V8 garbage collector]", "7500000 1 [node runtime]"],
            profile.Stacks.Select(stack => $"{stack.Values[0]} {stack.Values[1]} {string.Join(" < ", Shares.Functions(profile, stack))}"));
        Assert.Equal(new SourceLocation("/srv/my app/main.js", 5), profile.Frames.Single(frame => frame.Function == "main").Source);
        Assert.Equal(new Frame("readSync", "node:fs", FrameOrigin.Script), profile.Frames.Single(frame => frame.Function == "readSync"));
        Assert.Equal(FrameOrigin.Runtime, profile.Frames.Single(frame => frame.Function == "[node runtime]").Origin);
    }

    [Fact]
    public void Idle_time_is_told_and_not_counted()
    {
        ScriptSamples samples = new(CpuProfile.Metrics);
        Assert.Equal(Duration.FromMilliseconds(4), CpuProfile.Add(Encoding.UTF8.GetBytes(Cpu), "x", samples));
        Assert.Equal(14_000_000, samples.Weight);
    }

    [Fact]
    public void A_file_without_samples_is_read_by_its_hits()
    {
        string json = Cpu[..Cpu.IndexOf("\"samples\"", StringComparison.Ordinal)].TrimEnd().TrimEnd(',') + "}";
        Profile profile = CpuProfile.Read(Encoding.UTF8.GetBytes(json), "x");
        Assert.Equal(19_000_000 * 5 / 6.0, profile.Total(), 10.0);
        Assert.Equal(0.4, Shares.Self(profile, "(anonymous)"), 0.001);
    }

    [Fact]
    public void What_an_ignored_script_does_is_left_out()
    {
        ScriptSamples samples = new(CpuProfile.Metrics);
        _ = CpuProfile.Add(Encoding.UTF8.GetBytes(Cpu), "x", samples, "/srv/my app/main.js");
        Assert.Equal(7_500_000, samples.Weight);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"nodes\":[],\"samples\":[1],\"timeDeltas\":[1],\"startTime\":0,\"endTime\":1}")]
    [InlineData("{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"a\",\"url\":\"\"},\"children\":[1]}],\"samples\":[1],\"timeDeltas\":[1],\"startTime\":0,\"endTime\":1}")]
    [InlineData("{\"nodes\":[{\"id\":1},{\"id\":1}],\"samples\":[1],\"timeDeltas\":[1],\"startTime\":0,\"endTime\":1}")]
    [InlineData("{\"nodes\":[{\"id\":1,\"callFrame\":{\"functionName\":\"a\",\"url\":\"\"}}],\"samples\":[1,1],\"timeDeltas\":[1],\"startTime\":0,\"endTime\":1}")]
    [InlineData("{\"nodes\":[{\"id\":1e99,\"callFrame\":{}}]}")]
    public void Malformed_files_are_problems(string json)
    {
        ProblemException problem = Assert.Throws<ProblemException>(() => CpuProfile.Read(Encoding.UTF8.GetBytes(json), "x.cpuprofile"));
        Assert.Equal(("cpuprofile-malformed", "x.cpuprofile"), (problem.Problem.Rule, problem.Problem.Place));
    }

    [Fact]
    public void Every_truncation_and_damage_is_a_problem_or_a_profile()
    {
        byte[] whole = Encoding.UTF8.GetBytes(Cpu);
        Random random = new(3);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = i < whole.Length ? whole[..i] : [.. whole];
            if (i >= whole.Length)
            {
                bytes[random.Next(bytes.Length)] = (byte)"0123456789{}[],:\"-"[random.Next(18)];
            }

            try
            {
                _ = CpuProfile.Read(bytes, "x").Total();
            }
            catch (ProblemException)
            {
            }
        }
    }

    [Fact]
    public void A_heap_profile_is_a_tree_of_bytes()
    {
        const string json = """
            {"head":{"callFrame":{"functionName":"(root)","url":"","lineNumber":-1},"selfSize":100,"id":1,"children":[
              {"callFrame":{"functionName":"make","url":"/a/index.js","lineNumber":0},"selfSize":4000.6,"id":2,"children":[
                {"callFrame":{"functionName":"make","url":"/b/index.js","lineNumber":7},"selfSize":50,"id":3,"children":[]}]}]},
             "samples":[{"size":2000,"nodeId":2,"ordinal":1},{"size":2000,"nodeId":2,"ordinal":2},{"size":50,"nodeId":3,"ordinal":3}]}
            """;
        Profile profile = HeapProfile.Read(Encoding.UTF8.GetBytes(json), "x");
        Assert.Equal(4150, profile.Total());
        Assert.Equal(
            ["100 0 [node runtime]", "4000 2 make", "50 1 make < make"],
            profile.Stacks.OrderBy(stack => stack.Values[0] == 100 ? 0 : stack.Values[1] == 2 ? 1 : 2)
                .Select(stack => $"{stack.Values[0]} {stack.Values[1]} {string.Join(" < ", Shares.Functions(profile, stack))}"));
        Assert.Equal(["a/index.js", "b/index.js"], profile.Frames.Where(frame => frame.Function == "make").Select(frame => frame.Module).Order());
    }

    [Fact]
    public void A_very_deep_heap_profile_neither_overflows_the_stack_nor_is_lost()
    {
        const int depth = 10000;
        StringBuilder json = new("{\"head\":");
        for (int i = 0; i < depth; i++)
        {
            json.Append("{\"callFrame\":{\"functionName\":\"f\",\"url\":\"/a.js\",\"lineNumber\":1},\"selfSize\":1,\"id\":1,\"children\":[");
        }

        json.Append(string.Concat(Enumerable.Repeat("]}", depth))).Append('}');
        Assert.Equal(depth, HeapProfile.Read(Encoding.UTF8.GetBytes(json.ToString()), "x").Total());
        string deeper = string.Concat(Enumerable.Repeat("[", 200_000));
        Assert.Throws<ProblemException>(() => HeapProfile.Read(Encoding.UTF8.GetBytes(deeper), "x"));
    }
}
