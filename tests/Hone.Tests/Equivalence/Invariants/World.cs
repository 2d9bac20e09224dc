using System.Text;
using Hone.Equivalence.Invariants;

namespace Hone.Tests.Equivalence.Invariants;

/// <summary>Runs for the tests, from texts.</summary>
internal static class World
{
    /// <summary>A run that ended with 0 and did what is stated.</summary>
    public static ObservedRun Run(string stdout = "", string stderr = "", string exit = "0", IReadOnlyDictionary<string, string>? files = null, IReadOnlyDictionary<string, string>? inputs = null, IObserved? golden = null) => new()
    {
        Channels = new Dictionary<string, ObservedContent>
        {
            ["stdout"] = Of(stdout),
            ["stderr"] = Of(stderr),
            ["exit"] = Of(exit),
        }.Concat((files ?? new Dictionary<string, string>()).Select(file => KeyValuePair.Create("file:" + file.Key, Of(file.Value)))).ToDictionary(),
        Inputs = path => inputs is not null && inputs.TryGetValue(path, out string? text) ? Of(text) : ObservedContent.Absent,
        Base = golden,
        Command = ["bin/program", "--top", "3"],
    };

    public static ObservedContent Of(string text) => ObservedContent.Of(Encoding.UTF8.GetBytes(text));

    /// <summary>The invariant; a wrong text fails the test.</summary>
    public static Invariant Parse(string text)
    {
        InvariantReading reading = Invariant.Parse(text);
        Assert.True(reading.Invariant is not null, text + "\n" + string.Join('\n', reading.Errors));
        return reading.Invariant;
    }

    public static InvariantOutcome Check(string text, IObserved run, InvariantLimits? limits = null) => new InvariantChecker(run, limits).Check(Parse(text));
}
