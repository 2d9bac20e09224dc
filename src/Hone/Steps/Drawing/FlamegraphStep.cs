using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Drawing;

/// <summary>Reads or records a profile and makes a drawing or another format of it.</summary>
internal static class FlamegraphStep
{
    /// <summary>Everything but the writing of the file.</summary>
    /// <exception cref="ProblemException">Nothing can be read or recorded, or nothing is left to draw.</exception>
    public static FlamegraphResult Run(FlamegraphSettings settings, CancellationToken cancellation)
    {
        (Profile profile, string format) = settings.Command.Count > 0
            ? CommandProfile.Record(settings.Command, settings.Kind ?? ProfileKind.Cpu, cancellation)
            : ProfileFile.Read(settings, cancellation);
        string name = settings.Command.Count > 0 ? string.Join(' ', settings.Command.Select(ShellQuoting.Quote))
            : settings.File is null or "-" ? "standard input" : Path.GetFileName(settings.File);
        profile = Choose(profile, settings, name);
        string title = settings.Title ?? name;
        if (ProfileWriters.Named(settings.To) is IProfileWriter writer)
        {
            using MemoryStream bytes = new();
            writer.Write(profile, title, bytes);
            return new(profile, Hotspots.Find(profile, new()), title, format, bytes.ToArray(), null);
        }

        bool page = settings.To == FlamegraphSettings.Html;
        FlameGraphOptions options = page
            ? FlameGraphHtml.Options(title, settings.Inverted)
            : new() { Title = title, RootOnTop = settings.Inverted, MinWidth = settings.MinWidth };
        FlameGraphLayout layout = FlameGraphLayout.Of(settings.Reversed ? ProfileSlice.FromLeaves(profile) : profile, options);
        using MemoryStream drawing = new();
        if (page)
        {
            FlameGraphHtml.Render(layout, options, drawing);
        }
        else
        {
            FlameGraphSvg.Render(layout, options, drawing);
        }

        return new(profile, Hotspots.Find(profile, new()), title, format, drawing.ToArray(), layout);
    }

    private static Profile Choose(Profile profile, FlamegraphSettings settings, string place)
    {
        if (settings.Metric is string metric)
        {
            int index = profile.MetricIndex(metric);
            profile = index >= 0 ? profile.WithWeight(index) : throw new ProblemException(new(
                ExitCode.Usage, "metric-unknown", $"the profile has no metric called '{metric}'", "it has: " + string.Join(", ", profile.Metrics.Select(each => each.Name)))
            { Place = place });
        }

        if (profile.Total() == 0)
        {
            throw new ProblemException(new(
                ExitCode.Inconclusive,
                "profile-empty",
                "there is nothing to draw: " + (profile.Notes.Count > 0 ? string.Join("; ", profile.Notes) : $"all of {profile.Metrics[0].Name} is 0"),
                profile.Metrics.Count > 1 ? "another metric may have more: --metric " + string.Join(", ", profile.Metrics.Skip(1).Select(each => each.Name)) : "record for a longer time")
            { Place = place });
        }

        if (settings.Filter is string filter)
        {
            profile = ProfileSlice.Holding(profile, filter);
            if (profile.Total() == 0)
            {
                throw new ProblemException(new(ExitCode.Usage, "filter-matches-nothing", $"no function or module on any stack holds '{filter}'", "letters must match in case too; leave --filter out to see the names") { Place = place });
            }
        }

        return profile;
    }
}
