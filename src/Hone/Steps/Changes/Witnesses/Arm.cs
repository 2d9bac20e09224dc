using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Linux.Processes;
using Hone.Linux.Sandboxes;
using Hone.Linux.Storage;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>
/// One of the two built trees, and how it is run: each time in a folder of links that lies elsewhere, with an empty home folder and an
/// empty folder for temporary files, enclosed as far as the baseline itself works so. Safe to use from several threads.
/// </summary>
/// <param name="session">The project.</param>
/// <param name="tree">The built project folder, absolute.</param>
/// <param name="input">The input that is varied: a path relative to the project folder, or <c>stdin</c>; null when there is none.</param>
/// <param name="shelter">How programs are enclosed.</param>
/// <param name="stage">Puts the tree where it was built for each run; null where it works wherever it lies.</param>
internal sealed class Arm(Session session, string tree, string? input, Shelter shelter, (ArmStages Stages, int Number)? stage = null)
{
    /// <summary>Runs a case of the workload.</summary>
    /// <param name="case">The workload, or one of its cases.</param>
    /// <param name="how">What is changed about it.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="judge">Reads normalised channels along; null for nobody.</param>
    public ArmRun Run(OracleCase @case, ArmCase how, Duration limit, CaseJudge? judge = null)
    {
        using IDisposable? held = Hold(out string folder);
        (RunPlace place, IReadOnlyList<string> folders, List<IDisposable> owned) = Place(folder, @case, how, limit);
        try
        {
            Seen seen = judge is null ? Observing.Once(session, @case, place) : judge.Run(place);
            return new(seen, folders, owned);
        }
        catch
        {
            owned.ForEach(each => each.Dispose());
            throw;
        }
    }

    /// <summary>How a case would be started, for those who run it in another way; what is returned besides must be kept until it has ended.</summary>
    public (SpawnRequest Request, IReadOnlyList<(string Folder, string Name)> Named, IReadOnlyList<IDisposable> Owned) Request(OracleCase @case, Duration limit)
    {
        List<IDisposable> owned = [];
        try
        {
            // Released last: whoever waits for the stage may then have it.
            owned.AddRange(Hold(out string folder) is IDisposable held ? [held] : []);
            (RunPlace place, IReadOnlyList<string> _, List<IDisposable> folders) = Place(folder, @case, ArmCase.Own, limit);
            owned.InsertRange(0, folders);
            PlacedInput placed = PlacedInput.Put(session, @case, place);
            owned.Insert(0, placed);
            SpawnRequest request = Observing.Request(session, @case, place, placed);
            string home = request.Environment["HOME"]!;
            string temporary = request.Environment["TMPDIR"]!;
            return (request,
                [(OutputWatch.Real(place.Folder), "."), (place.Folder, "."), (folder, "."), (OutputWatch.Real(folder), "."), (home, "~"), (OutputWatch.Real(home), "~"), (temporary, "$TMPDIR"), (OutputWatch.Real(temporary), "$TMPDIR")],
                owned);
        }
        catch
        {
            owned.ForEach(each => each.Dispose());
            throw;
        }
    }

    /// <summary>The same tree, enclosed in another way.</summary>
    public Arm Under(Shelter other) => new(session, tree, input, other, stage);

    /// <summary>Puts the tree where it was built, if it works nowhere else, until what is returned is disposed of.</summary>
    /// <param name="folder">Where its project folder is meanwhile.</param>
    public IDisposable? Hold(out string folder)
    {
        folder = tree;
        return stage is var (stages, number) ? stages.Hold(number, out folder) : null;
    }

    private (RunPlace Place, IReadOnlyList<string> Folders, List<IDisposable> Owned) Place(string tree, OracleCase @case, ArmCase how, Duration limit)
    {
        // A file that is varied is never a link into the tree: it is written, and left out when it is to be missing.
        string? file = input is null or FuzzSettings.StandardInput || input == @case.StdinFile ? null : input;
        bool replaced = file is not null && (how.Input?.Path == file || how.InputFault != InputFault.None);
        ShadowTree shadow = new(tree, [.. @case.Outputs], replaced ? [file!] : []);
        Scratch scratch = new();
        if (replaced && how.InputFault == InputFault.Unreadable)
        {
            Directory.CreateDirectory(Path.Combine(shadow.Folder, file!));
        }

        string home = scratch.Sub("home");
        string temporary = scratch.Sub("tmp");
        RunPlace place = new(shadow.Folder)
        {
            Input = how.InputFault == InputFault.None ? how.Input : null,
            OtherArguments = how.Arguments,
            Timeout = limit,
            CountsFigures = false,
            Around = request => Faults.Apply(
                shelter.Around(request with { Cpus = how.Cpus ?? request.Cpus }, [shadow.Folder], home, temporary, how.OutputFault == OutputFault.Limited ? new Bytes(Faults.FileLimit) : null),
                how, standardInput: file is null && input is not null, scratch),
        };
        return (place, [shadow.Folder, OutputWatch.Real(shadow.Folder), tree, OutputWatch.Real(tree), home, temporary, scratch.Folder], [shadow, scratch]);
    }
}
