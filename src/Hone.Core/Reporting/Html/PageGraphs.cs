using System.Globalization;
using Hone.Profiling;
using Hone.Profiling.Differences;
using Hone.Profiling.FlameGraphs;

namespace Hone.Reporting.Html;

/// <summary>A flame graph of the page.</summary>
/// <param name="Group">Which group of the choice it stands in.</param>
/// <param name="Title">Its name in the choice.</param>
/// <param name="Subtitle">What it is of.</param>
/// <param name="Block">Its data, as two elements.</param>
/// <param name="Numbers">The numbers by which its functions are selected.</param>
internal sealed record PageGraph(string Group, string Title, string Subtitle, string Block, IReadOnlyDictionary<FrameIdentityKey, int> Numbers);

/// <summary>What tells a function from another.</summary>
internal readonly record struct FrameIdentityKey(string Function, string Module, FrameOrigin Origin)
{
    public static FrameIdentityKey Of(Frame frame) => new(frame.Function, frame.Module, frame.Origin);
}

/// <summary>
/// The flame graphs of a page, within one budget of bytes: the small ones get what they need, the large ones share the rest and leave out
/// their lightest boxes, which is said below each.
/// </summary>
internal sealed class PageGraphs
{
    /// <summary>About what all graphs of a page may take, in bytes, where the rest of it is as small as usual.</summary>
    public const int Budget = 2_600_000;

    public const string Recorded = "Recorded profiles";
    public const string Differential = "Before and after a change";

    private readonly Dictionary<(string Workload, ProfileKind Kind), int> _recorded = [];
    private readonly Dictionary<string, int> _ofChange = [];

    private PageGraphs(IReadOnlyList<PageGraph> all) => All = all;

    /// <summary>The graphs; their places are their numbers.</summary>
    public IReadOnlyList<PageGraph> All { get; private set; }

    /// <summary>The differences that graphs of changes show, by change.</summary>
    public IReadOnlyDictionary<string, ProfileDifference> Differences { get; private init; } = new Dictionary<string, ProfileDifference>();

    /// <summary>The graph of the latest profile of a kind; null when there is none.</summary>
    public int? Of(string workload, ProfileKind kind) => _recorded.TryGetValue((workload, kind), out int graph) ? graph : null;

    /// <summary>The differential graph of a change; null when there is none.</summary>
    public int? Of(string change) => _ofChange.TryGetValue(change, out int graph) ? graph : null;

    /// <summary>Draws all graphs of a report, in about so many bytes.</summary>
    public static PageGraphs Of(PageReport report, int bytes)
    {
        List<Source> sources = [];
        Dictionary<string, ProfileDifference> differences = [];
        Dictionary<(string, ProfileKind), int> recorded = [];
        Dictionary<string, int> ofChange = [];
        foreach (PageProfile each in report.Profiles.Where(each => each.Profile.Stacks.Count > 0))
        {
            recorded[(each.Workload, each.Profile.Kind)] = sources.Count;
            sources.Add(new(Recorded, $"{each.Workload} · {FigureText.Kind(each.Profile.Kind)}", Cut(each.Profile), FlameGraphHtml.Options("", rootOnTop: true)));
        }

        foreach (ChangeStory story in report.Changes)
        {
            string id = story.Recorded.Change.Id;
            if (Cut(story.Profiles) is ProfilePair pair && Difference(pair) is ProfileDifference difference)
            {
                (Profile both, FlameGraphOptions marked) = DifferenceGraph.Of([pair.Before], [pair.After], difference, FlameGraphHtml.Options("", rootOnTop: true));
                ofChange[id] = sources.Count;
                differences[id] = difference;
                sources.Add(new(Differential, $"{id} · {story.Recorded.Change.Workload} · {FigureText.Kind(pair.Before.Kind)}", both, marked));
            }
        }

        PageGraphs graphs = new([]) { Differences = differences };
        foreach ((string workload, ProfileKind kind) in recorded.Keys)
        {
            graphs._recorded[(workload, kind)] = recorded[(workload, kind)];
        }

        foreach ((string change, int place) in ofChange)
        {
            graphs._ofChange[change] = place;
        }

        graphs.All = Fit(sources, bytes);
        return graphs;
    }

    // Profiles of different tools or metrics cannot be held against each other; the page then has both and no difference.
    private static ProfileDifference? Difference(ProfilePair pair)
    {
        try
        {
            return ProfileDifferences.Of([pair.Before], [pair.After]);
        }
        catch (Problems.ProblemException)
        {
            return null;
        }
    }

    private static PageGraph[] Fit(List<Source> sources, int bytes)
    {
        PageGraph[] graphs = [.. sources.Select((source, i) => Draw(source, i, source.Options.ByteBudget))];
        int left = bytes;
        int[] smallestFirst = [.. Enumerable.Range(0, graphs.Length).OrderBy(i => graphs[i].Block.Length)];
        for (int k = 0; k < smallestFirst.Length; k++)
        {
            int i = smallestFirst[k];
            int part = left / (smallestFirst.Length - k);
            double budget = Math.Min(sources[i].Options.ByteBudget, 1.0 * sources[i].Profile.Nodes.Count * 1000);
            while (graphs[i].Block.Length > part && budget > 1000)
            {
                budget = Math.Min(budget * 0.8, budget * part / graphs[i].Block.Length);
                graphs[i] = Draw(sources[i], i, (int)budget);
            }

            left -= graphs[i].Block.Length;
        }

        return graphs;
    }

    private static PageGraph Draw(Source source, int number, int budget)
    {
        FlameGraphOptions options = source.Options with { ByteBudget = budget };
        FlameGraphLayout layout = FlameGraphLayout.Of(source.Profile, options);
        using StringWriter block = new(CultureInfo.InvariantCulture);
        FlameBlock.Write(layout, options, $"graph-{number}", $"boxes-{number}", new(block));
        (int[] local, _) = FlameGraphData.Frames(layout);
        Dictionary<FrameIdentityKey, int> numbers = [];
        for (int i = 0; i < local.Length; i++)
        {
            if (local[i] >= 0)
            {
                numbers.TryAdd(FrameIdentityKey.Of(source.Profile.Frames[i]), local[i]);
            }
        }

        string left = layout.LeftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $" · {layout.LeftOut:#,0} boxes too light for this page are left out ({layout.LeftOutShare} of the whole)") : "";
        return new(source.Group, source.Title, FlameGraphSvg.Subtitle(layout, options) + left, block.ToString(), numbers);
    }

    private static ProfilePair? Cut(ProfilePair? pair) => pair is null ? null : pair with { Before = Cut(pair.Before), After = Cut(pair.After) };

    /// <summary>The profile with names as the page writes them: none is longer than <see cref="HtmlText.MostCharacters"/>.</summary>
    public static Profile Cut(Profile profile) => profile with
    {
        Frames = [.. profile.Frames.Select(Cut)],
    };

    /// <summary>A frame with its names cut.</summary>
    public static Frame Cut(Frame frame) => frame with
    {
        Function = Printable.Shorten(frame.Function, HtmlText.MostCharacters),
        Module = Printable.Shorten(frame.Module, HtmlText.MostCharacters),
        Source = frame.Source is null ? null : frame.Source with { File = Printable.Shorten(frame.Source.File, HtmlText.MostCharacters) },
    };

    private sealed record Source(string Group, string Title, Profile Profile, FlameGraphOptions Options);
}
