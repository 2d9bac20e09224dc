using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class SpeedscopeReaderTests
{
    private const string Frames = """ "shared":{"frames":[{"name":"main","file":"/a/x.c","line":3},{"name":"f","col":1},{"name":"g","file":"lib.so"}]} """;

    [Fact]
    public void Sampled_and_evented_profiles_mean_the_same_time()
    {
        Profile sampled = Read("""{"type":"sampled","name":"t","unit":"milliseconds","startValue":0,"endValue":6,"samples":[[0],[0,1],[0,1,2],[0,1]],"weights":[1.5,1,2,1.5]}""");
        Profile evented = Read("""
            {"type":"evented","name":"t","unit":"milliseconds","startValue":0,"endValue":6,"events":[
              {"type":"O","frame":0,"at":0},{"type":"O","frame":1,"at":1.5},{"type":"O","frame":2,"at":2.5},{"type":"C","frame":2,"at":4.5},
              {"type":"C","frame":1,"at":6},{"type":"C","frame":0,"at":6}]}
            """);
        string[] expected = ["main 1500000", "main;f 2500000", "main;f;g 2000000"];
        Assert.Equal(expected, ProfileBytes.Stacks(sampled));
        Assert.Equal(expected, ProfileBytes.Stacks(evented));
        Assert.Equal(new Metric("time", Unit.Nanoseconds), sampled.Metrics[0]);
        Assert.Equal(new Frame("main", "x.c", FrameOrigin.Native, new SourceLocation("/a/x.c", 3)), sampled.Frames[0]);
        Assert.Equal("lib.so", sampled.Frames.Single(frame => frame.Function == "g").Module);
    }

    [Fact]
    public void The_fields_may_come_in_any_order()
    {
        const string text = """
            {"profiles":[{"weights":[1,2],"samples":[[0],[0,1]],"endValue":3,"startValue":0,"unit":"bytes","name":"t","type":"sampled"}],
             "shared":{"frames":[{"name":"a"},{"name":"b"}]},"$schema":"https://www.speedscope.app/file-format-schema.json"}
            """;
        Profile profile = ProfileBytes.Read(text);
        Assert.Equal(["a 1", "a;b 2"], ProfileBytes.Stacks(profile));
        Assert.Equal((ProfileKind.Allocation, Unit.Bytes), (profile.Kind, profile.Metrics[0].Unit));
    }

    [Fact]
    public void Profiles_of_several_threads_are_added_up_or_kept_apart()
    {
        const string two = """
            {"type":"sampled","name":"one","unit":"none","startValue":0,"endValue":1,"samples":[[0]],"weights":[1]},
            {"type":"sampled","name":"two","unit":"none","startValue":0,"endValue":2,"samples":[[0]],"weights":[2]}
            """;
        Assert.Equal(["main 3"], ProfileBytes.Stacks(Read(two)));
        Assert.Equal(["one;main 1", "two;main 2"], ProfileBytes.Stacks(Read(two, new() { ByProgram = true })));
    }

    [Fact]
    public void Another_unit_than_the_first_is_left_out_and_said()
    {
        Profile profile = Read("""
            {"type":"sampled","name":"one","unit":"none","startValue":0,"endValue":1,"samples":[[0]],"weights":[1]},
            {"type":"sampled","name":"two","unit":"bytes","startValue":0,"endValue":2,"samples":[[0]],"weights":[2]}
            """);
        Assert.Equal(1, profile.Total());
        Assert.Contains("another unit", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_off_gives_what_it_held_with_a_note()
    {
        string whole = "{" + Frames + """
            ,"profiles":[{"type":"evented","name":"t","unit":"seconds","startValue":0,"endValue":6,"events":[{"type":"O","frame":0,"at":0},{"type":"O","frame":1,"at":2},{"type":"C","frame":1,"at":5}
            """;
        Profile profile = ProfileBytes.Read(whole, "speedscope");
        Assert.Equal(["main 3000000000", "main;f 3000000000"], ProfileBytes.Stacks(profile));
        Assert.Contains("cut off", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", 0)]
    [InlineData("{\"shared\":{\"frames\":[1]}}", 21)]
    [InlineData("{\"profiles\":[{\"samples\":[[\"a\"]]}]}", 26)]
    [InlineData("{\"profiles\":[{\"weights\":[\"a\"]}]}", 25)]
    [InlineData("{\"profiles\":[{\"events\":[{\"type\":\"X\"}]}]}", 35)]
    [InlineData("{\"a\":nope}", 5)]
    public void What_makes_no_sense_is_a_problem_that_names_the_byte(string text, int at)
    {
        Problem problem = Assert.Throws<ProblemException>(() => ProfileBytes.Read(text, "speedscope")).Problem;
        Assert.Equal(("speedscope-malformed", $"x, byte {at}"), (problem.Rule, problem.Place));
    }

    private static Profile Read(string profiles, ReadOptions? options = null) =>
        ProfileBytes.Read("{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\"," + Frames + ",\"profiles\":[" + profiles + "]}", null, options);
}
