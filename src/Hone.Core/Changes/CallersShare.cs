using Hone.Profiling;

namespace Hone.Changes;

/// <summary>How much of a profile lies in what calls a function.</summary>
public static class CallersShare
{
    /// <summary>The part of the weight of the stacks that hold a direct caller of it, code of the project past library code; null where nothing of the project calls it.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isOwn">Whether a frame is code of the project.</param>
    /// <param name="function">The function, as the profile has it.</param>
    public static double? Of(Profile profile, Func<Frame, bool> isOwn, Func<Frame, bool> function)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool[] own = [.. profile.Frames.Select(isOwn)];
        bool[] named = [.. profile.Frames.Select(function)];
        int[] above = new int[profile.Nodes.Count];
        bool[] calls = new bool[profile.Frames.Count];
        for (int i = 0; i < above.Length; i++)
        {
            (int parent, int frame) = (profile.Nodes[i].Parent, profile.Nodes[i].Frame);
            above[i] = parent < 0 ? -1 : own[profile.Nodes[parent].Frame] ? profile.Nodes[parent].Frame : above[parent];
            if (named[frame] && above[i] >= 0 && !named[above[i]])
            {
                calls[above[i]] = true;
            }
        }

        // A node lies below a caller when it is one or its parent does: parents come first.
        bool[] below = new bool[above.Length];
        for (int i = 0; i < below.Length; i++)
        {
            below[i] = calls[profile.Nodes[i].Frame] || (profile.Nodes[i].Parent >= 0 && below[profile.Nodes[i].Parent]);
        }

        double all = profile.Total();
        return all > 0 && calls.Contains(true) ? profile.Stacks.Where(stack => below[stack.Node]).Sum(stack => (double)stack.Values[0]) / all : null;
    }
}
