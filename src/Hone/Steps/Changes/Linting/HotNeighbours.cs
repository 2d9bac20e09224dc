using Hone.Changes.Lint;
using Hone.Ledger;
using Hone.Profiling;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>The direct callers and callees of functions on the stacks of recorded profiles: the project's own code, past library code between them.</summary>
internal static class HotNeighbours
{
    /// <summary>The functions, files as the profile has them.</summary>
    public static IReadOnlyList<NamedFunction> Of(Session session, Workload workload, IReadOnlyList<NamedFunction> declared)
    {
        Evidence evidence = session.Evidence();
        Func<Frame, bool> inProject = OwnCode.In(session.Folder);
        return
        [
            .. ProfileStep.AllKinds.Select(kind => RecordedProfile.Of(session, evidence, workload, kind)).SelectMany(found => found is var (_, _, profile)
                ? Of(profile, frame => frame.Source is null ? FrameRules.LooksOwn(frame) : inProject(frame), declared)
                : []).Distinct(),
        ];
    }

    /// <summary>The same of one profile.</summary>
    public static IEnumerable<NamedFunction> Of(Profile profile, Func<Frame, bool> isOwn, IReadOnlyList<NamedFunction> declared)
    {
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

        return found.Select(frame => new NamedFunction(profile.Frames[frame].Function, profile.Frames[frame].Source?.File));
    }
}
