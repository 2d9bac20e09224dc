using Hone.Profiling;

namespace Hone.Changes.Lint;

/// <summary>The direct callers and callees of functions on the stacks of a profile: the project's own code, past library code between them.</summary>
public static class HotNeighbours
{
    /// <summary>The functions, files as the profile has them; linear in the profile.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="isOwn">Whether a frame is code of the project.</param>
    /// <param name="declared">The functions, as the profile names them.</param>
    public static IReadOnlyList<NamedFunction> Of(Profile profile, Func<Frame, bool> isOwn, IReadOnlyList<NamedFunction> declared)
    {
        ArgumentNullException.ThrowIfNull(profile);
        bool[] own = [.. profile.Frames.Select(isOwn)];
        bool[] named = [.. profile.Frames.Select(frame => declared.Any(function => function.Name == frame.Function && (function.File is null || frame.Source is null || function.File == frame.Source.File)))];

        // Of each node the nearest frame of the project above it.
        int[] above = new int[profile.Nodes.Count];
        HashSet<int> found = [];
        for (int i = 0; i < above.Length; i++)
        {
            StackNode node = profile.Nodes[i];
            above[i] = node.Parent < 0 ? -1 : own[profile.Nodes[node.Parent].Frame] ? profile.Nodes[node.Parent].Frame : above[node.Parent];
            if (above[i] >= 0 && own[node.Frame] && above[i] != node.Frame)
            {
                if (named[above[i]])
                {
                    found.Add(node.Frame);
                }

                if (named[node.Frame])
                {
                    found.Add(above[i]);
                }
            }
        }

        return [.. found.Order().Select(frame => new NamedFunction(profile.Frames[frame].Function, profile.Frames[frame].Source?.File))];
    }
}
