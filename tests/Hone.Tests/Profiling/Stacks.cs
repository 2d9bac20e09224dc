using CsCheck;
using Hone.Profiling;
using Hone.Units;

namespace Hone.Tests.Profiling;

/// <summary>Small profiles written as text, and random ones.</summary>
internal static class Stacks
{
    public static readonly Metric Time = new("time", Unit.Nanoseconds);
    public static readonly Metric Samples = new("samples", Unit.Count);

    public static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Random stacks over few frames, thus with much recursion and many shared prefixes.</summary>
    public static Gen<Profile> Random { get; } =
        Gen.Select(Gen.Int[0, 9].Array[1, 12], Gen.Int[1, 100]).Array[0, 60].Select(stacks =>
        {
            ProfileBuilder builder = new(ProfileKind.Cpu, Time, Samples);
            foreach ((int[] frames, int weight) in stacks)
            {
                builder.AddStack(frames.Select(f => new Frame("f" + f, f < 5 ? "app" : "libc.so.6", f == 9 ? FrameOrigin.Kernel : FrameOrigin.Native)), weight * 1000L, weight);
            }

            return builder.Build("test 1", "test", []);
        });

    /// <summary>
    /// A CPU profile of 1 ms samples from lines such as <c>main;Parse;memcpy@libc.so.6 30</c>. A frame's module follows
    /// an @ and is <c>app</c> without one; <c>kernel</c>, <c>runtime</c>, <c>unknown</c> and <c>net</c> are origins.
    /// </summary>
    public static Profile Of(params string[] lines)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, Time, Samples);
        foreach (string line in lines)
        {
            int space = line.LastIndexOf(' ');
            long count = long.Parse(line[(space + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            builder.AddStack(line[..space].Split(';').Select(Frame), count * 1_000_000, count);
        }

        return builder.Build("test 1", "test", []);
    }

    public static Frame Frame(string text)
    {
        string[] parts = text.Split('@');
        string module = parts.Length > 1 ? parts[1] : "app";
        return module switch
        {
            "kernel" => new Frame(parts[0], "[kernel]", FrameOrigin.Kernel),
            "runtime" => new Frame(parts[0], "", FrameOrigin.Runtime),
            "unknown" => new Frame(parts[0], "", FrameOrigin.Unknown),
            "net" => new Frame(parts[0], "System.Private.CoreLib.dll", FrameOrigin.Managed),
            "dll" => new Frame(parts[0], "App.dll", FrameOrigin.Managed),
            _ => new Frame(parts[0], module, FrameOrigin.Native),
        };
    }

    /// <summary>A binary tree of calls: <paramref name="count"/> distinct stacks of a depth of 20 or less, over 1000 functions.</summary>
    public static Profile Many(int count)
    {
        ProfileBuilder builder = new(ProfileKind.Cpu, Time, Samples);
        Frame[] frames = [.. Enumerable.Range(0, 1000).Select(i => new Frame("Function" + i, "app", FrameOrigin.Native))];
        int[] nodes = new int[count + 1];
        nodes[0] = -1;
        for (int i = 1; i <= count; i++)
        {
            nodes[i] = builder.Node(nodes[i / 2], frames[i * 7919 % 1000]);
            builder.Add(nodes[i], 1000, 1);
        }

        return builder.Build("test 1", "test", []);
    }
}
