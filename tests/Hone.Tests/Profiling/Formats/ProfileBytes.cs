using System.IO.Compression;
using System.Text;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Tests.Profiling.Formats;

/// <summary>Profiles as bytes, and as text that a person can compare.</summary>
internal static class ProfileBytes
{
    public static Profile Read(string text, string? format = null, ReadOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), format, options);

    public static Profile Read(byte[] bytes, string? format = null, ReadOptions? options = null)
    {
        using MemoryStream stream = new(bytes);
        return ProfileInput.Open(stream, "x", format).Read(options ?? new() { Place = "x" }, CancellationToken.None);
    }

    public static byte[] Write(Profile profile, string format)
    {
        using MemoryStream stream = new();
        ProfileWriters.Named(format)!.Write(profile, "a title", stream);
        return stream.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream stream = new();
        using (GZipStream zip = new(stream, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return stream.ToArray();
    }

    /// <summary><c>main;parse 12 3</c>: functions from the root, then the values; sorted.</summary>
    public static string[] Stacks(Profile profile, Func<Frame, string>? name = null)
    {
        List<string> lines = [];
        foreach (StackValues stack in profile.Stacks.Where(stack => stack.Values.Any(value => value != 0)))
        {
            List<string> path = [];
            for (int node = stack.Node; node >= 0; node = profile.Nodes[node].Parent)
            {
                Frame frame = profile.Frames[profile.Nodes[node].Frame];
                path.Add(name is null ? frame.Function : name(frame));
            }

            path.Reverse();
            lines.Add(string.Join(';', path) + " " + string.Join(' ', stack.Values));
        }

        lines.Sort(StringComparer.Ordinal);
        return [.. lines];
    }
}
