using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Reporting;
using Hone.Workloads;

namespace Hone.Cli.Steps;

/// <summary>Draws the flame graph of a recorded profile.</summary>
internal static class FlameGraphs
{
    /// <summary>The SVG, UTF-8.</summary>
    public static byte[] Render(Session session, Workload workload, Profile profile)
    {
        FlameGraphOptions options = new()
        {
            Title = $"{session.Project.Name} · {workload.Name} · {FigureText.Kind(profile.Kind)}",
            Workload = workload.Command.Text,
        };
        using MemoryStream svg = new();
        FlameGraphSvg.Render(FlameGraphLayout.Of(profile, options), options, svg);
        return svg.ToArray();
    }
}
