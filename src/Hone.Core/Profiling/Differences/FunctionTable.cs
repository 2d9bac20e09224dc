namespace Hone.Profiling.Differences;

/// <summary>
/// The functions of all profiles of both sides by <see cref="FrameIdentity"/>, numbered, with files that were renamed taken for
/// one. A function that only one side has is taken for one that only the other has when the names agree and nothing else bears
/// them: it was moved, or got a parameter.
/// </summary>
internal sealed class FunctionTable
{
    private readonly Dictionary<FrameIdentity, int> _numbers = [];
    private readonly List<Frame> _frames = [];
    private readonly List<FrameIdentity> _identities = [];
    private readonly List<int> _sides = [];
    private readonly List<int> _alias = [];
    private readonly Dictionary<string, string> _renamed;

    public FunctionTable(IReadOnlyList<Profile> before, IReadOnlyList<Profile> after)
    {
        _renamed = RenamedModules.Find(before, after);
        foreach ((IReadOnlyList<Profile> profiles, int side) in new[] { (before, 1), (after, 2) })
        {
            foreach (Profile profile in profiles)
            {
                foreach (Frame frame in profile.Frames)
                {
                    Add(frame, side);
                }
            }
        }

        Join(identity => (identity.Function, "", identity.Origin));
        Join(identity => (identity.WithoutArguments(), identity.Module, identity.Origin));
    }

    /// <summary>How many numbers there are.</summary>
    public int Count => _frames.Count;

    /// <summary>The frame that a number is shown as: the later side's, where both have it.</summary>
    public Frame Frame(int number) => _frames[number];

    /// <summary>The identity of a number.</summary>
    public FrameIdentity Identity(int number) => _identities[number];

    /// <summary>The profile with the table's numbers as its frames.</summary>
    public Profile Renumbered(Profile profile)
    {
        int[] numbers = [.. profile.Frames.Select(frame => _alias[_numbers[Of(frame)]])];
        StackNode[] nodes = new StackNode[profile.Nodes.Count];
        for (int i = 0; i < nodes.Length; i++)
        {
            StackNode node = profile.Nodes[i];

            // What is out of range stays so, and WeightTree says it.
            nodes[i] = (uint)node.Frame < (uint)numbers.Length ? node with { Frame = numbers[node.Frame] } : node with { Frame = -1 };
        }

        return profile with { Frames = _frames, Nodes = nodes };
    }

    private FrameIdentity Of(Frame frame)
    {
        FrameIdentity identity = FrameIdentity.Of(frame);
        return _renamed.TryGetValue(identity.Module, out string? later) ? identity with { Module = later } : identity;
    }

    private void Add(Frame frame, int side)
    {
        FrameIdentity identity = Of(frame);
        if (!_numbers.TryGetValue(identity, out int number))
        {
            number = _frames.Count;
            _numbers.Add(identity, number);
            _frames.Add(frame);
            _identities.Add(identity);
            _sides.Add(0);
            _alias.Add(number);
        }
        else if (_sides[number] < side)
        {
            _frames[number] = frame;
        }

        _sides[number] |= side;
    }

    private void Join(Func<FrameIdentity, (string, string, FrameOrigin)> key)
    {
        Dictionary<(string, string, FrameOrigin), (int Before, int After)> lonely = [];
        const int None = -1;
        const int Several = -2;
        for (int number = 0; number < _frames.Count; number++)
        {
            if (_alias[number] != number || _identities[number].Function == FrameIdentity.UnknownFunction)
            {
                continue;
            }

            // A name that both sides have already under this key is not free to be joined.
            (string, string, FrameOrigin) name = key(_identities[number]);
            (int before, int after) = lonely.GetValueOrDefault(name, (None, None));
            before = (_sides[number] & 1) == 0 ? before : before == None ? number : Several;
            after = (_sides[number] & 2) == 0 ? after : after == None ? number : Several;
            lonely[name] = (before, after);
        }

        foreach ((int before, int after) in lonely.Values)
        {
            if (before >= 0 && after >= 0 && before != after)
            {
                _alias[before] = after;
                _sides[after] = 3;
            }
        }
    }
}
