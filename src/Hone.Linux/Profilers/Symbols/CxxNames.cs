using System.Text;
using Hone.Linux.Processes;
using Hone.Profiling;
using Hone.Profiling.Symbols;
using Hone.Units;

namespace Hone.Linux.Profilers.Symbols;

/// <summary>Makes C++ and Rust names readable, all names of a profile in a few calls of <c>c++filt</c> (binutils).</summary>
public static class CxxNames
{
    private const int Batch = 1000;

    /// <summary>c++filt swallows it when it leaves out parameters, and the stub would bear the name of the function it leads to.</summary>
    private const string Stub = "@plt";

    /// <summary>
    /// The profile with readable names, without parameters; with them where functions of one name are defined in different
    /// places (overloads). Without <c>c++filt</c> the names stay as they are and a note says so.
    /// </summary>
    public static Profile Demangle(Profile profile, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profile);
        List<string> mangled = [.. profile.Frames.Where(IsCandidate).Select(static frame => frame.Function).Distinct(StringComparer.Ordinal)];
        if (mangled.Count == 0)
        {
            return profile;
        }

        if (ProgramLookup.Find("c++filt", "/", Environment.GetEnvironmentVariable("PATH") ?? "") is not string filter)
        {
            return profile with { Notes = [.. profile.Notes, "C++ and Rust names are shown as the compiler wrote them: apt-get install binutils"] };
        }

        Dictionary<string, string> plain = Run(filter, mangled, ["-p"], cancellation);
        HashSet<string> overloaded = Overloaded(profile, plain);
        List<string> again = [.. mangled.Where(name => plain.TryGetValue(name, out string? text) && overloaded.Contains(text))];
        foreach ((string name, string full) in Run(filter, again, [], cancellation))
        {
            plain[name] = full;
        }

        return Rename(profile, plain);
    }

    private static bool IsCandidate(Frame frame) =>
        frame.Origin == FrameOrigin.Native && SymbolName.IsMangled(frame.Function) && frame.Function.Length < 16 * 1024
        && frame.Function.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0;

    private static bool IsStub(string name) => name.EndsWith(Stub, StringComparison.Ordinal);

    private static HashSet<string> Overloaded(Profile profile, Dictionary<string, string> plain)
    {
        Dictionary<string, SourceLocation> places = new(StringComparer.Ordinal);
        HashSet<string> overloaded = new(StringComparer.Ordinal);
        foreach (Frame frame in profile.Frames)
        {
            if (frame.Source is not null && plain.TryGetValue(frame.Function, out string? text)
                && !places.TryAdd(text, frame.Source) && places[text] != frame.Source)
            {
                overloaded.Add(text);
            }
        }

        return overloaded;
    }

    private static Dictionary<string, string> Run(string filter, List<string> names, string[] options, CancellationToken cancellation)
    {
        Dictionary<string, string> readable = new(StringComparer.Ordinal);
        foreach (string[] batch in names.Chunk(Batch))
        {
            RunOutcome outcome = ProcessRunner.Run(
                new SpawnRequest
                {
                    Argv = [filter, .. options, .. batch.Select(static name => IsStub(name) ? name[..^Stub.Length] : name)],
                    WorkingDirectory = "/",
                    Stdout = new OutputTarget.Capture(64 << 20),
                    Timeout = Duration.FromSeconds(60),
                },
                cancellation);
            string[] lines = Encoding.UTF8.GetString(outcome.Stdout).Split('\n');

            // One line a name, and an empty piece behind the last one; anything else would give functions each other's names.
            for (int i = 0; outcome.ExitCode == 0 && lines.Length == batch.Length + 1 && i < batch.Length; i++)
            {
                readable[batch[i]] = SymbolName.Clean(lines[i]) + (IsStub(batch[i]) ? Stub : "");
            }
        }

        return readable;
    }

    private static Profile Rename(Profile profile, Dictionary<string, string> names)
    {
        ProfileBuilder builder = new(profile.Kind, profile.Metrics);
        int[] numbers = new int[profile.Frames.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            Frame frame = profile.Frames[i];
            numbers[i] = builder.Number(names.TryGetValue(frame.Function, out string? name) ? frame with { Function = name } : frame);
        }

        int[] nodes = new int[profile.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            nodes[i] = builder.Node(node.Parent < 0 ? -1 : nodes[node.Parent], numbers[node.Frame]);
        }

        foreach (StackValues stack in profile.Stacks)
        {
            builder.Add(nodes[stack.Node], [.. stack.Values]);
        }

        return builder.Build(profile.Collector, profile.Command, profile.Notes);
    }
}
