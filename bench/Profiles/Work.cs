using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Profiling;
using Hone.Profiling.FlameGraphs;
using Hone.Profiling.Formats;

namespace Hone.Bench;

/// <summary>The work that is measured, each as a whole process would do it.</summary>
internal static class Work
{
    public static int Fold(string file, string folded, int metric)
    {
        using FileStream stream = Open(file);
        Profile profile = PerfScript.Read(stream, file, byProgram: true);
        Write(metric == 0 ? profile : profile.WithWeight(metric), folded);
        Console.WriteLine($"{profile.Total(1)} samples, {profile.Stacks.Count} stacks, {profile.Nodes.Count} nodes, {profile.Frames.Count} frames");
        return Say(profile.Notes);
    }

    public static int Graph(string file, string svg)
    {
        long before = Ticks();
        using FileStream input = Open(file);
        Profile profile = ProfileInput.Open(input, file).Read(new ReadOptions { Place = file }, CancellationToken.None);
        long read = Ticks();
        HotspotReport report = Hotspots.Find(profile, new HotspotOptions());
        long found = Ticks();
        FlameGraphOptions options = new();
        FlameGraphLayout layout = FlameGraphLayout.Of(profile, options);
        long laid = Ticks();
        using (FileStream stream = new(svg, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            FlameGraphSvg.Render(layout, options, stream);
        }

        long drawn = Ticks();
        foreach (Hotspot hotspot in report.Hotspots)
        {
            Console.WriteLine($"{hotspot.Share} {hotspot.Frame.Function}");
        }

        Console.WriteLine($"{profile.Stacks.Count} stacks, {profile.Nodes.Count} nodes, {layout.Boxes.Count} boxes, {new FileInfo(svg).Length} bytes; CPU ms: start {before}, read {read - before}, hotspots {found - read}, layout {laid - found}, SVG {drawn - laid}");
        return 0;
    }

    public static int Heap(string file)
    {
        using FileStream stream = Open(file);
        HeaptrackRecording recording = HeaptrackRaw.Read(stream);
        HeapCost total = recording.Total;
        Console.WriteLine($"{recording.Events} events: {total.Allocations} allocations, {total.Bytes} bytes, {total.Temporary} temporary, {total.Leaked} leaked, {total.Peak} peak");
        return Say(recording.Notes);
    }

    public static int PerfData(string file, string folded, string[] options)
    {
        PerfFileOptions how = new() { Inlines = options.Contains("inlines"), ByProgram = true };
        Profile profile = PerfFileProfile.Read(file, new ImageStore(), how, CancellationToken.None);
        Write(profile, folded);
        Console.WriteLine($"{profile.Total(1)} samples, {profile.Stacks.Count} stacks, {profile.Nodes.Count} nodes, {profile.Frames.Count} frames");
        return Say(profile.Notes);
    }

    private static FileStream Open(string file) => new(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);

    private static void Write(Profile profile, string folded)
    {
        using FileStream stream = new(folded, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        ProfileWriters.Named("folded")!.Write(profile, "", stream);
    }

    private static long Ticks() => (long)Environment.CpuUsage.TotalTime.TotalMilliseconds;

    private static int Say(IReadOnlyList<string> notes)
    {
        foreach (string note in notes)
        {
            Console.WriteLine("note: " + note);
        }

        return 0;
    }
}
