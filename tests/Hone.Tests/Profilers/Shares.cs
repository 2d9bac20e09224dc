using Hone.Profiling;

namespace Hone.Tests.Profilers;

/// <summary>Shares of functions in a profile, the slow and obvious way.</summary>
internal static class Shares
{
    /// <summary>The part of the weight whose stack has the function anywhere.</summary>
    public static double Inclusive(Profile profile, string function) => Of(profile, stack => Functions(profile, stack).Contains(function));

    /// <summary>The part of the weight whose leaf is the function.</summary>
    public static double Self(Profile profile, string function) => Of(profile, stack => Functions(profile, stack).First() == function);

    /// <summary>The part of the weight whose outermost frame is the function.</summary>
    public static double Root(Profile profile, string function) => Of(profile, stack => Functions(profile, stack).Last() == function);

    /// <summary>The functions of a stack, leaf first.</summary>
    public static IEnumerable<string> Functions(Profile profile, StackValues stack)
    {
        for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
        {
            yield return profile.Frames[profile.Nodes[node].Frame].Function;
        }
    }

    /// <summary>The largest stacks and the notes, for the message of a failed test.</summary>
    public static string Text(Profile profile) => string.Join('\n', profile.Stacks.OrderByDescending(stack => stack.Values[0]).Take(8)
        .Select(stack => stack.Values[0] + " " + string.Join(" < ", Functions(profile, stack))).Concat(profile.Notes));

    private static double Of(Profile profile, Func<StackValues, bool> counts)
    {
        long total = profile.Total();
        return total == 0 ? 0 : profile.Stacks.Where(counts).Sum(stack => stack.Values[0]) / (double)total;
    }
}
