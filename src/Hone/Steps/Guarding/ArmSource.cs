using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>What one of the two programs is built from.</summary>
/// <param name="Word"><c>base</c> or <c>head</c>.</param>
/// <param name="Commit">The commit, in full; null for the files as they lie in the project.</param>
/// <param name="Project">The manifest of that commit, whose build command it is built by; null when it has none that can be read.</param>
internal sealed record ArmSource(string Word, string? Commit, Project? Project)
{
    private static readonly string[] _mains = ["origin/HEAD", "origin/main", "origin/master", "main", "master"];

    /// <summary>The head: a commit that was named, else the project as it lies there.</summary>
    public static ArmSource Head(Session session, string? revision)
    {
        if (revision is not null)
        {
            string named = Resolve(session, revision);
            return new("head", named, ManifestOf(session, named));
        }

        string commit = session.Commit;
        return commit == "none" ? throw NoCommit(session) : new("head", commit.EndsWith("+dirty", StringComparison.Ordinal) ? null : commit, session.Project);
    }

    /// <summary>
    /// The base: where the head and the named revision went apart (the revision itself, when it is an ancestor). Without a name, where it
    /// went apart from the main branch, else the commit before the head.
    /// </summary>
    public static ArmSource Base(Session session, string? revision, ArmSource head)
    {
        string tip = head.Commit ?? session.Git.Resolve("HEAD", session.Cancellation) ?? throw NoCommit(session);
        string commit = revision is not null ? Apart(session, Resolve(session, revision), tip) ?? Resolve(session, revision) : Usual(session, tip, isDirty: head.Commit is null);
        return new("base", commit, ManifestOf(session, commit));
    }

    /// <summary>The base that is a commit of the record.</summary>
    public static ArmSource Pinned(Session session, string commit)
    {
        string named = Resolve(session, commit.Split('+')[0]);
        return new("base", named, ManifestOf(session, named));
    }

    private static string Usual(Session session, string tip, bool isDirty)
    {
        // What lies uncommitted is held against its own commit.
        if (isDirty)
        {
            return tip;
        }

        return _mains.Select(name => session.Git.Resolve(name, session.Cancellation) is string main ? Apart(session, main, tip) : null).FirstOrDefault(commit => commit is not null && commit != tip)
            ?? session.Git.Resolve(tip + "~1", session.Cancellation)
            ?? throw new ProblemException(new(ExitCode.Usage, "no-base", "this is the first commit, and there is nothing to hold it against", "name a base with --base, and fetch the whole history in CI (fetch-depth: 0)") { Place = session.Folder });
    }

    private static string? Apart(Session session, string one, string other) =>
        session.Git.Ask(session.Cancellation, "merge-base", one, other) is (0, { Length: > 0 } found) ? found.Trim() : null;

    private static string Resolve(Session session, string revision) => session.Git.Resolve(revision, session.Cancellation)
        ?? throw new ProblemException(new(ExitCode.Usage, "no-such-commit", $"there is no commit '{revision}' to be had here", "name a commit of this repository, and fetch the whole history in CI (fetch-depth: 0)") { Place = session.Folder });

    private static ProblemException NoCommit(Session session) =>
        new(new(ExitCode.Usage, "no-commit", "a guardrail holds commits against each other, and there is none here", "put the project into git and commit it") { Place = session.Folder });

    private static Project? ManifestOf(Session session, string commit)
    {
        string prefix = session.Git.Ask(session.Cancellation, "rev-parse", "--show-prefix").Output.TrimEnd('\n');
        (int exit, byte[] text) = session.Git.AskForBytes(["cat-file", "blob", $"{commit}:{prefix}{Manifest.FileName}"], null, session.Cancellation);
        return exit == 0 ? Manifest.Read(text, Manifest.FileName).Project : null;
    }
}
