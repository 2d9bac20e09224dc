using System.Globalization;
using Hone.Equivalence;
using Hone.Equivalence.Sealing;
using Hone.Ledger;
using Hone.Linux.Sealing;
using Hone.Linux.Storage;
using Hone.Workloads;

namespace Hone.Cli.Steps.Sealing;

/// <summary>Takes stock of a project: everything that a seal fixes, as it is now. Starts nothing but git.</summary>
internal sealed class SealInventory(Session session, GitClone? clone)
{
    /// <summary>What the state of a golden ends with when its bytes in the store are no longer the recorded ones.</summary>
    public const string AlteredBytes = ", its kept bytes were altered";

    private readonly string _folder = session.Folder;

    /// <summary>What is there, to be sealed: what the manifest names, with these goldens.</summary>
    public SealedList Take(IReadOnlyList<LedgerEntry> entries, IEnumerable<Recorded<GoldenFact>> goldens)
    {
        SealScope scope = SealScope.Of(session.Project);
        IReadOnlySet<string> tracked = Tracked(scope.Scripts);
        string[] scripts = [.. scope.Scripts.Where(tracked.Contains)];
        IReadOnlyList<string> files = BuildFileWalk.Find(_folder, folder => Tracked([folder]).Count > 0);

        // git is asked in every look: one that answers as somebody likes would hide the rest.
        IEnumerable<string> named = scripts.Concat(files).Where(ScriptPrograms.CanRead).SelectMany(ProgramsOf).Concat(clone is null ? [] : ["git"]);
        SealScope tracks = scope with { Scripts = scripts, Tools = [.. scope.Tools.Concat(scope.Companions).Concat(named).Distinct()] };
        IReadOnlySet<string> made = clone?.Ignored(files) ?? new HashSet<string>();
        return Take(tracks, entries, goldens, entries.Count, files, path => made.Contains(path) ? SealedKind.MadeBuildFile : SealedKind.BuildFile);
    }

    /// <summary>What is there of what was sealed, and what came in beside it.</summary>
    public SealedList Take(SealedList then, IReadOnlyList<LedgerEntry> entries)
    {
        string[] known = [.. then.Of(SealedKind.BuildFile).Concat(then.Of(SealedKind.MadeBuildFile)).Select(item => item.Name)];
        long sealedAt = then.Of(SealedKind.Ledger).Select(item => SealedEntry(item.State)).FirstOrDefault();
        return Take(
            SealScope.Of(then), entries, Evidence.From(entries).Goldens.Values, sealedAt,
            BuildFileWalk.Find(_folder, folder => Array.Exists(known, path => path.StartsWith(folder + "/", StringComparison.Ordinal))),
            path => then.Find(SealedKind.MadeBuildFile.Name, path) is null ? SealedKind.BuildFile : SealedKind.MadeBuildFile);
    }

    private SealedList Take(SealScope scope, IReadOnlyList<LedgerEntry> entries, IEnumerable<Recorded<GoldenFact>> goldens, long sealedAt, IReadOnlyList<string> buildFiles, Func<string, SealedKind> kindOf)
    {
        List<SealedItem> items = [];
        Add(items, SealedKind.Manifest, Manifest.FileName);
        foreach (string input in scope.Inputs)
        {
            AddInput(items, input, SealedKind.Input, SealScope.Folder);
        }

        foreach (string input in scope.MadeInputs)
        {
            AddInput(items, input, SealedKind.MadeInput, SealScope.MadeFolder);
        }

        foreach (string script in scope.Scripts)
        {
            Add(items, SealedKind.Script, script);
        }

        HashSet<string> named = [.. items.Select(item => item.Name)];
        foreach (string path in buildFiles.Where(path => !named.Contains(path)))
        {
            Add(items, kindOf(path), path);
        }

        foreach (string tool in scope.Tools)
        {
            if (ToolIdentity.Read(tool, _folder) is string state)
            {
                items.Add(new(SealedKind.Tool.Name, tool, state));
            }
        }

        items.AddRange(SealedSurroundings.Variables());
        items.AddRange(SealedSurroundings.Above(_folder));
        items.AddRange(SealedSurroundings.Home());
        items.Add(new(SealedKind.HoneItself.Name, "version", typeof(SealInventory).Assembly.GetName().Version?.ToString() ?? "unknown"));
        if (clone is not null)
        {
            items.AddRange(clone.OwnSettings());
            items.AddRange(clone.Submodules());
        }

        AddGoldens(items, goldens);
        AddLedger(items, entries, sealedAt);
        return new(items);
    }

    // The goldens, with whether their kept bytes are still theirs, and the copies that people open.
    private void AddGoldens(List<SealedItem> items, IEnumerable<Recorded<GoldenFact>> goldens)
    {
        foreach (Recorded<GoldenFact> golden in goldens)
        {
            foreach (GoldenChannel channel in golden.Fact.Channels)
            {
                Artifact? kept = golden.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == channel.Name);
                string state = string.Create(CultureInfo.InvariantCulture, $"{(channel.Stable ? "stable" : "unstable")}, {channel.Bytes} bytes, sha256:{channel.Sha256}{Altered(kept)}");
                items.Add(new(SealedKind.Golden.Name, golden.Fact.Workload + "/" + channel.Name, state));
            }

            // Masks: what normalisers take out of a channel.
            foreach (Artifact artifact in golden.Entry.Artifacts.Where(artifact => golden.Fact.Channels.All(channel => channel.Name != artifact.Name)))
            {
                items.Add(new(SealedKind.Golden.Name, golden.Fact.Workload + "/" + artifact.Name, $"sha256:{artifact.Sha256}{Altered(artifact)}"));
            }
        }

        foreach (string copy in BuildFileWalk.FilesBelow(_folder, ".hone/golden").Append(Path.GetRelativePath(_folder, session.State.Checksums)))
        {
            Add(items, SealedKind.GoldenCopy, copy);
        }
    }

    private IReadOnlyList<string> ProgramsOf(string path)
    {
        try
        {
            return OutputWatch.IsRegular(Path.Combine(_folder, path)) ? ScriptPrograms.Of(path, File.ReadAllText(Path.Combine(_folder, path))) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string Altered(Artifact? artifact) => artifact is not null && session.Artifacts.Check(artifact) == ArtifactState.Altered ? AlteredBytes : "";

    // The hash of an entry holds all before it: the ledger may grow behind the sealed one, and in no other way.
    private static void AddLedger(List<SealedItem> items, IReadOnlyList<LedgerEntry> entries, long sealedAt)
    {
        long at = Math.Min(sealedAt, entries.Count);
        string hash = at > 0 ? entries[(int)at - 1].Hash : LedgerEntry.Origin;
        items.Add(new(SealedKind.Ledger.Name, ".hone/ledger.jsonl", string.Create(CultureInfo.InvariantCulture, $"entry {at} {hash}")));
    }

    private void AddInput(List<SealedItem> items, string input, SealedKind kind, string folderState)
    {
        SealedFile? state = SealedPath.Read(_folder, input);
        if (state is { Form: "folder" })
        {
            items.Add(new(SealedKind.InputFolder.Name, input, state is { LinkTarget: null, LinkedFolder: null } ? folderState : state.Write()));
            foreach (string path in BuildFileWalk.FilesBelow(_folder, input))
            {
                Add(items, kind, path);
            }
        }
        else if (state is not null)
        {
            items.Add(new(kind.Name, input, state.Write()));
        }
    }

    private void Add(List<SealedItem> items, SealedKind kind, string path)
    {
        if (SealedPath.Read(_folder, path) is SealedFile state)
        {
            items.Add(new(kind.Name, path, state.Write()));
        }
    }

    // Without git everything that a command names counts, and no folder of built files is looked into.
    private IReadOnlySet<string> Tracked(IReadOnlyList<string> paths) =>
        clone?.Tracked(paths) ?? paths.Where(path => !BuildFileRule.BuiltFolders.Contains(path.Split('/')[0])).ToHashSet();

    private static long SealedEntry(string state) =>
        state.Split(' ') is ["entry", string number, ..] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long entry) ? entry : 0;
}
