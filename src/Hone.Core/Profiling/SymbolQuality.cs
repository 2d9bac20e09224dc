using System.Numerics;
using Hone.Units;

namespace Hone.Profiling;

/// <summary>How much of a kind of code has names.</summary>
/// <param name="Origin">The kind of code.</param>
/// <param name="Named">The named part of its frames, each counted with the weight of the stacks it stands in.</param>
public sealed record NamedPart(FrameOrigin Origin, Ratio Named);

/// <summary>A file with functions that nobody could name.</summary>
/// <param name="Module">The file's name; empty when not even that is known.</param>
/// <param name="Share">The part of the profile that passes through such functions.</param>
/// <param name="Leaf">The part that was spent in them.</param>
/// <param name="Cause">Why they have no name, as far as the profile tells.</param>
/// <param name="Remedy">What would name them.</param>
public sealed record UnnamedModule(string Module, Ratio Share, Ratio Leaf, string Cause, string Remedy);

/// <summary>How far a profile's stacks can be trusted: which part has names, which reaches the start of its program or thread, and what is in the way.</summary>
public sealed record SymbolQuality
{
    /// <summary>The part of the weight whose stacks have a name for every frame.</summary>
    public required Ratio FullyNamed { get; init; }

    /// <summary>The part of the weight whose outermost frame starts a program or a thread (<see cref="FrameRules.IsEntryPoint"/>), or is the kernel or a runtime by itself.</summary>
    public required Ratio Rooted { get; init; }

    /// <summary>The named part of each kind of code that occurs.</summary>
    public required IReadOnlyList<NamedPart> Origins { get; init; }

    /// <summary>Where names are missing, the largest part first.</summary>
    public required IReadOnlyList<UnnamedModule> Unnamed { get; init; }

    /// <summary>The quality of a profile; linear in its size.</summary>
    /// <exception cref="Problems.ProblemException"><c>profile-inconsistent</c>: values or tree break the profile's contract.</exception>
    public static SymbolQuality Of(Profile profile)
    {
        WeightTree tree = WeightTree.Of(profile);
        int count = tree.Parent.Length;
        bool[] missing = new bool[count];
        bool[] rooted = new bool[count];
        BigInteger[] all = new BigInteger[Enum.GetValues<FrameOrigin>().Length];
        BigInteger[] named = new BigInteger[all.Length];
        Dictionary<string, (long Share, long Leaf)> modules = new(StringComparer.Ordinal);
        bool[] outermost = OutermostOfModule(tree, profile.Frames);
        long fully = 0;
        long fromStart = 0;
        for (int node = 0; node < count; node++)
        {
            int parent = tree.Parent[node];
            Frame frame = profile.Frames[tree.Frame[node]];
            bool unknown = FrameRules.IsUnnamed(frame);
            missing[node] = unknown || (parent >= 0 && missing[parent]);
            rooted[node] = parent >= 0 ? rooted[parent] : FrameRules.IsEntryPoint(frame) || (!FrameRules.IsCode(frame) && !unknown);
            int origin = (int)FrameRules.KindOf(frame);
            all[origin] += tree.Inclusive[node];
            named[origin] += unknown ? 0 : tree.Inclusive[node];
            fully += missing[node] ? 0 : tree.Self[node];
            fromStart += rooted[node] ? tree.Self[node] : 0;
            if (unknown)
            {
                string module = ModuleOf(frame);
                (long share, long leaf) = modules.GetValueOrDefault(module);
                modules[module] = (share + (outermost[node] ? tree.Inclusive[node] : 0), leaf + tree.Self[node]);
            }
        }

        return new SymbolQuality
        {
            FullyNamed = Ratio.Of(fully, tree.Total),
            Rooted = Ratio.Of(fromStart, tree.Total),
            Origins =
            [
                .. Enum.GetValues<FrameOrigin>().Where(origin => !all[(int)origin].IsZero)
                    .Select(origin => new NamedPart(origin, new Ratio((double)named[(int)origin] / (double)all[(int)origin]))),
            ],
            Unnamed =
            [
                .. modules.OrderByDescending(pair => pair.Value.Share).ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Select(pair => Explain(pair.Key, Ratio.Of(pair.Value.Share, tree.Total), Ratio.Of(pair.Value.Leaf, tree.Total))),
            ],
        };
    }

    /// <summary>For each node whether no node above it is unnamed code of the same module, so that a stack counts once.</summary>
    private static bool[] OutermostOfModule(WeightTree tree, IReadOnlyList<Frame> frames)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        int[] module = [.. frames.Select(frame => FrameRules.IsUnnamed(frame) ? Number(ModuleOf(frame)) : -1)];
        if (numbers.Count == 0)
        {
            return new bool[tree.Parent.Length];
        }

        // Named frames are all different, so that only unnamed ones can stand above themselves.
        int named = numbers.Count;
        int[] identity = [.. tree.Frame.Select((frame, node) => module[frame] >= 0 ? module[frame] : named)];
        return tree.Outermost(identity, named + 1);

        int Number(string name)
        {
            numbers.TryAdd(name, numbers.Count);
            return numbers[name];
        }
    }

    private static string ModuleOf(Frame frame) => frame.Function == FrameRules.UnnamedDotnet ? frame.Function : frame.Module;

    private static UnnamedModule Explain(string module, Ratio share, Ratio leaf)
    {
        (string cause, string remedy) = module switch
        {
            "" => ("the address lies in no file that was mapped when the sample was taken", "record with --call-graph dwarf, or build with -fno-omit-frame-pointer: unwinding went astray"),
            "kernel" or "kernel.kallsyms" => ("the kernel does not show its addresses", "sysctl kernel.kptr_restrict=0, or record as root"),
            "jit" or "anon" or "//anon" => ("code that was made at run time, and nobody wrote down its names", "have the runtime write /tmp/perf-PID.map: node --perf-basic-prof, java -XX:+DumpPerfMapAtExit, DOTNET_PerfMapEnabled=3"),
            "vdso" => ("the kernel's shared page of a machine that is not this one", "read the profile on the machine it was recorded on"),
            FrameRules.UnnamedDotnet => ("the runtime ended before it listed the methods that ran", "profile a run that ends by itself"),
            _ when module.StartsWith("memfd:", StringComparison.Ordinal) => ("code that was made at run time, and nobody wrote down its names", "profile .NET programs with hone profile, which asks the runtime for its methods"),
            _ => ("the file has no symbols for these addresses, or is not the one that ran", "install its debug package (libc6: libc6-dbg, others NAME-dbgsym), or build it with -g and without -s"),
        };
        return new UnnamedModule(module, share, leaf, cause, remedy);
    }
}
