using Hone.Profiling;

namespace Hone.Opportunities.Growth;

/// <summary>Two frames are the same function at two sizes when these agree: one build made both.</summary>
internal readonly record struct FunctionKey(string Function, string Module, FrameOrigin Origin)
{
    public static FunctionKey Of(Frame frame) => new(frame.Function, frame.Module, frame.Origin);
}

/// <summary>What one function costs in one profile, as parts of the whole.</summary>
internal sealed class FunctionCost(Frame frame, bool own)
{
    private readonly Dictionary<FunctionKey, (Frame Frame, long Weight)> _foreign = [];

    public Frame Frame { get; } = frame;

    public bool Own { get; } = own;

    /// <summary>Weight of the stacks whose last own frame is this one: what it spends itself and in foreign code.</summary>
    public long Self { get; set; }

    /// <summary>Weight of the stacks that hold the frame, once a stack.</summary>
    public long Cumulative { get; set; }

    /// <summary>The foreign function called from here that more than half of the self weight lies in; null when there is none.</summary>
    public Frame? SpentIn => _foreign.Values.FirstOrDefault(callee => callee.Weight * 2 > Self).Frame;

    public void AddForeign(Frame callee, long weight)
    {
        FunctionKey key = FunctionKey.Of(callee);
        _foreign[key] = (callee, _foreign.GetValueOrDefault(key).Weight + weight);
    }
}

/// <summary>
/// The weight of a profile divided among functions so that each stack counts once: for the last own frame of the stack. A sort routine of a
/// library that an own function calls is then that function's cost, and nobody else's. A stack without own code counts for its leaf, where
/// that is code; kernel and runtime are one row each.
/// </summary>
internal sealed class OwnedCosts
{
    private OwnedCosts(Dictionary<FunctionKey, FunctionCost> functions, long total, double samples)
    {
        Functions = functions;
        Total = total;
        Samples = samples;
    }

    public IReadOnlyDictionary<FunctionKey, FunctionCost> Functions { get; }

    /// <summary>The whole weight.</summary>
    public long Total { get; }

    /// <summary>How many independent observations stand behind <see cref="Total"/>.</summary>
    public double Samples { get; }

    /// <summary>Divides a profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isOwn">Code of the project.</param>
    public static OwnedCosts Of(Profile profile, Func<Frame, bool> isOwn)
    {
        WeightTree tree = WeightTree.Of(profile);
        FunctionCost[] byFrame = Sort(profile.Frames, isOwn, out Dictionary<FunctionKey, FunctionCost> functions);
        int[] owner = new int[tree.Parent.Length];
        int[] callee = new int[tree.Parent.Length];
        for (int node = 0; node < owner.Length; node++)
        {
            int parent = tree.Parent[node];
            int frame = tree.Frame[node];
            bool own = byFrame[frame].Own;
            owner[node] = own ? frame : parent < 0 ? -1 : owner[parent];
            callee[node] = own || owner[node] < 0 ? -1 : callee[parent] >= 0 ? callee[parent] : frame;
            if (tree.Self[node] > 0)
            {
                FunctionCost payer = byFrame[owner[node] >= 0 ? owner[node] : frame];
                payer.Self += tree.Self[node];
                if (callee[node] >= 0)
                {
                    payer.AddForeign(profile.Frames[callee[node]], tree.Self[node]);
                }
            }
        }

        bool[] outermost = Outermost(tree, profile.Frames, byFrame);
        for (int node = 0; node < owner.Length; node++)
        {
            if (outermost[node])
            {
                byFrame[tree.Frame[node]].Cumulative += tree.Inclusive[node];
            }
        }

        return new(functions, tree.Total, Observations(profile, tree.Total));
    }

    // Frames that are one function (the kernel's are) share a number, so that a stack through two of them counts once.
    private static bool[] Outermost(WeightTree tree, IReadOnlyList<Frame> frames, FunctionCost[] byFrame)
    {
        Dictionary<FunctionCost, int> numbers = [];
        int[] number = new int[frames.Count];
        for (int i = 0; i < number.Length; i++)
        {
            number[i] = numbers.TryGetValue(byFrame[i], out int known) ? known : numbers[byFrame[i]] = numbers.Count;
        }

        return tree.Outermost([.. tree.Frame.Select(frame => number[frame])], Math.Max(1, numbers.Count));
    }

    private static FunctionCost[] Sort(IReadOnlyList<Frame> frames, Func<Frame, bool> isOwn, out Dictionary<FunctionKey, FunctionCost> functions)
    {
        functions = [];
        FunctionCost[] byFrame = new FunctionCost[frames.Count];
        for (int i = 0; i < byFrame.Length; i++)
        {
            bool code = FrameRules.IsCode(frames[i]);
            Frame frame = code ? frames[i] : Together(frames[i].Origin);
            if (!functions.TryGetValue(FunctionKey.Of(frame), out FunctionCost? cost))
            {
                functions.Add(FunctionKey.Of(frame), cost = new(frame, code && isOwn(frame)));
            }

            byFrame[i] = cost;
        }

        return byFrame;
    }

    private static Frame Together(FrameOrigin origin) => new(
        origin switch { FrameOrigin.Kernel => "[kernel]", FrameOrigin.Runtime => "[runtime]", FrameOrigin.Unknown => "[unknown]", _ => "[system call]" }, "", origin);

    private static double Observations(Profile profile, long total)
    {
        int metric = profile.MetricIndex("samples");
        for (int i = 0; metric < 0 && i < profile.Metrics.Count; i++)
        {
            metric = profile.Metrics[i].Unit == Units.Unit.Count ? i : -1;
        }

        return total == 0 ? 0 : metric < 0 ? profile.Stacks.Count : profile.Total(metric);
    }
}
