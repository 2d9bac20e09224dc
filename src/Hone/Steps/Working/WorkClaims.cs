using System.Globalization;
using System.Security.Cryptography;
using Hone.Changes;
using Hone.Cli.Steps.Changes;
using Hone.Ledger;
using Hone.Linux.Storage;

namespace Hone.Cli.Steps.Working;

/// <summary>
/// Whose claims are whose: the agents of one run of <c>hone work</c> are called NAME-NUMBER.RUN, and a run is marked as long as its process
/// lives. What a run that was killed had claimed is given back by the next one.
/// </summary>
internal static class WorkClaims
{
    /// <summary>The name of a new run: eight hexadecimal digits.</summary>
    public static string NewRun() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>The name of an agent.</summary>
    /// <param name="program">Its program.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="run">The run.</param>
    public static string Agent(string program, int number, string run)
    {
        string plain = new([.. Path.GetFileNameWithoutExtension(program).Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_').Take(40)]);
        return string.Create(CultureInfo.InvariantCulture, $"{(plain.Length == 0 ? "agent" : plain)}-{number}.{run}");
    }

    /// <summary>Where runs of a project are marked.</summary>
    public static string Folder(Session session) => Folder(session.Folder);

    /// <summary>Where runs of a project are marked, by its folder.</summary>
    public static string Folder(string project) => UserState.OfProject(project, "work");

    /// <summary>Gives back what dead runs had claimed: their open changes are given up, their beads released. The session holds the project.</summary>
    public static int Sweep(Session session)
    {
        string folder = Folder(session);
        int returned = 0;
        foreach (string run in AliveMark.Dead(folder))
        {
            returned += GiveBack(session, run, "the hone work that had begun it did not end by itself");
            AliveMark.Forget(folder, run);
        }

        return returned;
    }

    /// <summary>Gives back whatever a run still holds, but what was accepted: that waits for whoever lands it. The session holds the project.</summary>
    public static int GiveBack(Session session, string run, string because)
    {
        string ending = "." + run;
        int returned = 0;
        HashSet<string> kept = [];
        foreach (RecordedChange change in session.Evidence().Changes.Where(change => change.State == ChangeState.Open && change.Start.Entry.Actor.EndsWith(ending, StringComparison.Ordinal)))
        {
            ChangeView view = ChangeView.Find(session, change.Change.Id);
            if (view.IsAccepted)
            {
                kept.Add(change.Change.Bead ?? "");
                continue;
            }

            session.Progress.Say($"{change.Change.Id} is given back: {because}");
            ChangeAbandon.Run(session, view, because);
            returned++;
        }

        foreach (BeadView bead in BeadsStep.Read(session).Where(bead => bead.IsOpen && !kept.Contains(bead.Name) && bead.Assignee is string who && who.EndsWith(ending, StringComparison.Ordinal)))
        {
            _ = BeadsStep.Tracker(session).Release(bead.Key, session.Actor, Session.Now, force: true);
            returned++;
        }

        return returned;
    }
}
