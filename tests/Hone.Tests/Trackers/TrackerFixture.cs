using System.Text;
using Hone.Beads;
using Hone.Linux.Trackers;
using Hone.Tests.Beads;

namespace Hone.Tests.Trackers;

/// <summary>An empty repository folder that goes away with the test.</summary>
public abstract class TrackerFixture : IDisposable
{
    protected TrackerFixture() => Root = Directory.CreateTempSubdirectory("hone-tracker-").FullName;

    protected string Root { get; }

    protected string Issues => Path.Combine(Root, ".beads/issues.jsonl");

    internal JsonlTracker Tracker(TimeSpan? patience = null) =>
        new(TrackerWorkspace.Detect(Root), Phase.Project) { Patience = patience ?? TimeSpan.FromSeconds(60) };

    protected void Put(string path, string content)
    {
        string full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content, new UTF8Encoding(false));
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        GC.SuppressFinalize(this);
    }
}
