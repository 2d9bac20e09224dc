namespace Hone.Profiling;

/// <summary>A profile's weights summed up by frame, and by pairs of frames where the callee is hot.</summary>
internal sealed class FrameSums
{
    private readonly IReadOnlyList<Frame> _frames;

    public FrameSums(Profile profile, WeightTree tree, long[] samples, HotspotOptions options)
    {
        _frames = profile.Frames;
        int frames = _frames.Count;
        (Own, Code) = Classify(_frames, options);
        Inclusive = new long[frames];
        Self = new long[frames];
        Samples = new long[frames];
        HeaviestNode = new int[frames];
        FromOutside = new long[frames];
        CodeBelow = new long[frames];
        Array.Fill(HeaviestNode, -1);
        bool[] outermost = tree.Outermost(frames);
        long[] codeBelow = EntryChain.WeightBelow(tree, Code);
        for (int node = 0; node < outermost.Length; node++)
        {
            int frame = tree.Frame[node];
            Self[frame] += tree.Self[node];
            if (!outermost[node])
            {
                continue;
            }

            Inclusive[frame] += tree.Inclusive[node];
            Samples[frame] += samples[node];
            CodeBelow[frame] += codeBelow[node];
            if (HeaviestNode[frame] < 0 || tree.Inclusive[node] > tree.Inclusive[HeaviestNode[frame]])
            {
                HeaviestNode[frame] = node;
            }
        }

        (Callers, NearestOwn) = SumPairs(tree, outermost);
    }

    /// <summary>The frame is the project's; when no frame is, all code counts as its own.</summary>
    public bool[] Own { get; }

    /// <summary><see cref="FrameRules.IsCode"/> of each frame.</summary>
    public bool[] Code { get; }

    /// <summary>Weight of the stacks that hold the frame.</summary>
    public long[] Inclusive { get; }

    /// <summary>Weight of the stacks whose leaf is the frame.</summary>
    public long[] Self { get; }

    /// <summary>Observations of the stacks that hold the frame.</summary>
    public long[] Samples { get; }

    /// <summary>The node of the frame with the largest weight, -1 for a frame in no stack.</summary>
    public int[] HeaviestNode { get; }

    /// <summary>The part of <see cref="Inclusive"/> where own code, or nobody, calls the frame.</summary>
    public long[] FromOutside { get; }

    /// <summary>The part of <see cref="Inclusive"/> that has code below the frame.</summary>
    public long[] CodeBelow { get; }

    /// <summary>Pairs (callee, caller) with the weight that the caller passes on, for callees of at least a thousandth of the profile.</summary>
    public IReadOnlyList<(int Callee, int Caller, long Weight)> Callers { get; }

    /// <summary>Pairs (foreign frame, nearest own frame above it) with their weight.</summary>
    public IReadOnlyList<(int Foreign, int Own, long Weight)> NearestOwn { get; }

    public bool IsEntry(int frame) => FrameRules.IsEntryPoint(_frames[frame]);

    public bool IsBootstrap(int frame) => _frames[frame].Origin is FrameOrigin.Runtime or FrameOrigin.Unknown;

    private static (bool[] Own, bool[] Code) Classify(IReadOnlyList<Frame> frames, HotspotOptions options)
    {
        Func<Frame, bool> isOwn = options.IsOwn ?? FrameRules.LooksOwn;
        bool[] own = new bool[frames.Count];
        bool[] code = new bool[frames.Count];
        bool any = false;
        for (int i = 0; i < code.Length; i++)
        {
            code[i] = FrameRules.IsCode(frames[i]);
            own[i] = code[i] && isOwn(frames[i]);
            any |= own[i];
        }

        return any ? (own, code) : ((bool[])code.Clone(), code);
    }

    private (List<(int, int, long)> ByCaller, List<(int, int, long)> ByNearestOwn) SumPairs(WeightTree tree, bool[] outermost)
    {
        PairSums byCaller = new(_frames.Count, outermost.Length);
        PairSums byNearestOwn = new(_frames.Count, outermost.Length / 4);
        // A foreign frame's nearest own frame is its parent's, or the parent: parents come first.
        int[] nearestOwn = new int[outermost.Length];
        long hot = Math.Max(1, tree.Total / 1000);
        for (int node = 0; node < nearestOwn.Length; node++)
        {
            int parent = tree.Parent[node];
            int caller = parent < 0 ? -1 : tree.Frame[parent];
            nearestOwn[node] = caller < 0 ? -1 : Own[caller] ? caller : nearestOwn[parent];
            int frame = tree.Frame[node];
            long weight = tree.Inclusive[node];
            if (!outermost[node] || weight == 0 || Inclusive[frame] < hot)
            {
                continue;
            }

            if (caller < 0 || Own[caller])
            {
                FromOutside[frame] += weight;
            }

            if (caller >= 0)
            {
                byCaller.Add(frame, caller, weight);
            }

            if (!Own[frame] && nearestOwn[node] >= 0)
            {
                byNearestOwn.Add(frame, nearestOwn[node], weight);
            }
        }

        return (byCaller.All(), byNearestOwn.All());
    }
}
