using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling.Formats.Readers;

public sealed class FirefoxReaderTests
{
    private const string Tables = """
        "stackTable":{"prefix":[null,0,1],"frame":[0,1,2],"length":3},
        "frameTable":{"address":[-1,-1,-1],"func":[0,1,2],"length":3,"line":[null,5,null]},
        "funcTable":{"name":[0,1,2],"isJS":[false,false,true],"resource":[0,-1,-1],FILES,"lineNumber":[null,null,7],"length":3},
        "resourceTable":{"lib":[0],"name":[3],"host":[null],"type":[1],"length":1},
        "stringArray":["main","work","onClick","libapp","/srv/app.js"]
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tables_are_those_of_the_thread_or_shared(bool shared)
    {
        Profile profile = ProfileBytes.Read(File(shared, "\"weight\":null,\"weightType\":\"samples\""));
        Assert.Equal(["[no stack] 1", "main 1", "main;work;onClick 2"], ProfileBytes.Stacks(profile));
        Assert.Equal(new Metric("samples", Unit.Count), profile.Metrics[0]);
        Assert.Equal("libapp.so", profile.Frames.Single(frame => frame.Function == "main").Module);
        Assert.Equal(new SourceLocation("/srv/app.js", 7), profile.Frames.Single(frame => frame.Function == "onClick").Source);
        Assert.Equal(FrameOrigin.Script, profile.Frames.Single(frame => frame.Function == "onClick").Origin);
        Assert.Equal("samply", profile.Collector);
    }

    [Fact]
    public void Weights_in_milliseconds_become_nanoseconds_exactly()
    {
        Profile profile = ProfileBytes.Read(File(true, "\"weight\":[0.000001,9007199254.740993,2,null],\"weightType\":\"tracing-ms\""));
        Assert.Equal(1 + 9007199254740993 + 2000000, profile.Total());
        Assert.Equal(Unit.Nanoseconds, profile.Metrics[0].Unit);
    }

    [Fact]
    public void A_stack_that_is_not_listed_is_unknown_and_said()
    {
        Profile profile = ProfileBytes.Read(File(true, "\"weight\":null").Replace("\"stack\":[2,", "\"stack\":[99,", StringComparison.Ordinal));
        Assert.Equal(["[no stack] 1", "[unknown] 1", "main 1", "main;work;onClick 1"], ProfileBytes.Stacks(profile));
        Assert.StartsWith("1 stacks are used and not listed", Assert.Single(profile.Notes), StringComparison.Ordinal);
    }

    private static string File(bool shared, string weights)
    {
        string tables = shared
            ? Tables.Replace("FILES", "\"source\":[null,null,0]", StringComparison.Ordinal) + ",\"sources\":{\"filename\":[4],\"length\":1}"
            : Tables.Replace("FILES", "\"fileName\":[null,null,4]", StringComparison.Ordinal);
        return "{\"meta\":{\"product\":\"samply\",\"preprocessedProfileVersion\":" + (shared ? 62 : 46) + "},\"libs\":[{\"name\":\"libapp.so\",\"path\":\"/x/libapp.so\"}],"
            + "\"threads\":[{\"name\":\"t\",\"samples\":{\"length\":4,\"stack\":[2,2,0,null],\"time\":[1,2,3,4]," + weights + "}" + (shared ? "" : "," + tables) + "}]"
            + (shared ? ",\"shared\":{" + tables + "}" : "") + "}";
    }
}
