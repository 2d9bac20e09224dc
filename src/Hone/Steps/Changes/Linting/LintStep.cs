using System.Diagnostics;
using Hone.Changes.Lint;
using Hone.Changes.Patches;
using Hone.Changes.Patches.Reading;
using Hone.Ledger;
using Hone.Linux.Repositories;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Cli.Steps.Changes.Linting;

/// <summary>Gathers what the lint looks at, and calls its rules. Nothing is built or run but git, and nothing is recorded.</summary>
internal static class LintStep
{
    /// <summary>Lints a patch.</summary>
    /// <exception cref="ProblemException">The patch cannot be read or does not fit its base, or there is no such commit.</exception>
    public static LintReport Run(Session session, LintRequest request)
    {
        long start = Stopwatch.GetTimestamp();
        GitPatches git = new(session.Folder);
        string commit = session.Git.Resolve(request.Base, session.Cancellation)
            ?? throw new ProblemException(new(ExitCode.Usage, "no-such-commit", $"there is no commit '{request.Base}' to be had here", "name a commit of this repository") { Place = session.Folder });
        string prefix = git.Prefix(session.Cancellation);
        Patch patch = request.Patch ?? (request.PatchFile is string file ? Read(file) : OfTree(request.Tree ?? session.Folder, session, commit, prefix));
        Dictionary<string, bool> tracked = [];
        IEnumerable<NamedFunction> around = request.Workload is string name && request.Declared.Count > 0 ? Around(session, session.Select([name])[0], request.Declared) : [];
        LintFacts facts = new()
        {
            Patch = patch,
            Source = PatchedText.Sides(patch, path => git.Text(commit, path, session.Cancellation)),
            Declared = [.. request.Declared.Select(Placed)],
            Around = [.. around.Select(Placed)],
            Lever = request.Lever,
            Paths = LintPaths.Of(session.Project, prefix, request.Declared, [.. git.Files(commit, "", session.Cancellation), .. prefix.Length == 0 ? [] : git.Files(commit, prefix, session.Cancellation)]),
            Words = LintWords.Of(session),
            Limits = request.Limits,
            SizeWaiver = request.SizeWaiver,
        };
        PatchReading reading = PatchReading.Of(patch, facts.Source);
        IReadOnlyList<LintFinding> findings = patch.Files.Count == 0 ? LintRules.Judge(facts) : LintRules.Judge(facts, reading);
        return new(patch, facts, reading.Functions, findings, Duration.FromSeconds(Stopwatch.GetElapsedTime(start).TotalSeconds));

        // A file of the project that is not in git was made of others, by a bundler or another generator: which one the function is in, nobody knows.
        NamedFunction Placed(NamedFunction function)
        {
            NamedFunction placed = LintPaths.Inside(function, prefix);
            if (placed.File is not string file || Path.IsPathRooted(file))
            {
                return placed;
            }

            if (!tracked.TryGetValue(file, out bool isTracked))
            {
                tracked[file] = isTracked = git.Text(commit, file, session.Cancellation) is not null;
            }

            return isTracked || !Path.Exists(Path.Combine(session.Folder, function.File!)) ? placed : placed with { File = null };
        }
    }

    private static IEnumerable<NamedFunction> Around(Session session, Workload workload, IReadOnlyList<NamedFunction> declared)
    {
        Evidence evidence = session.Evidence();
        Func<Frame, bool> inProject = OwnCode.In(session.Folder);
        return ProfileStep.AllKinds.Select(kind => RecordedProfile.Of(session, evidence, workload, kind)).SelectMany(found => found is var (_, _, profile)
            ? HotNeighbours.Of(profile, frame => frame.Source is null ? FrameRules.LooksOwn(frame) : inProject(frame), declared)
            : []).Distinct();
    }

    private static Patch OfTree(string tree, Session session, string commit, string prefix)
    {
        using Scratch scratch = new();
        IEnumerable<string> outputs = session.Project.Workloads.SelectMany(workload => workload.Outputs).Concat(session.Project.Oracle.Cases.SelectMany(each => each.Outputs));
        return new GitPatches(tree).Diff(commit, Path.Combine(scratch.Folder, "index"), [.. outputs.Distinct().Select(path => LintPaths.Inside(path, prefix))], session.Cancellation);
    }

    private static Patch Read(string file)
    {
        try
        {
            return !OutputWatch.IsRegular(file) ? throw Unreadable(file, "it is no file")
                : new FileInfo(file).Length > Patch.MostLetters ? throw Unreadable(file, "it is too large")
                : Patch.Parse(File.ReadAllBytes(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(file, error.Message);
        }
    }

    private static ProblemException Unreadable(string file, string why) =>
        new(new(ExitCode.Usage, "patch-unreadable", "the patch cannot be read: " + why, "make it with git diff BASE") { Place = file });
}
