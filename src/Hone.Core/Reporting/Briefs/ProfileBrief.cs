using System.Globalization;
using Hone.Beads;
using Hone.Profiling;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Reporting.Briefs;

/// <summary>The briefs of the profiling beads: CPU, allocation, I/O.</summary>
internal static class ProfileBrief
{
    private const int MostWorkloads = 3;
    private const int Top = 5;

    public static void Write(BriefPage page, BriefFacts facts)
    {
        ProfileKind kind = facts.Step switch
        {
            PhaseSteps.Heaptrack => ProfileKind.Allocation,
            PhaseSteps.Io => ProfileKind.Io,
            _ => ProfileKind.Cpu,
        };
        page.Open(
            $"{facts.Bead}: {Title(kind)} of {facts.Project.Name}",
            "Profile before proposing. This bead finds and describes; it changes no file of the program.");
        page.Head("Evidence (measured)");
        Workload[] primary = [.. BriefWords.Primary(facts.Project)];
        WorkloadReport[] reports = [.. facts.Report.Workloads.Where(report => primary.Contains(report.Workload))];
        foreach (WorkloadReport report in reports.Take(MostWorkloads))
        {
            Hotspots(page, report, kind);
        }

        if (reports.Length > MostWorkloads)
        {
            page.Item(string.Create(CultureInfo.InvariantCulture, $"and {reports.Length - MostWorkloads} more workloads: PERFORMANCE_ANALYSIS.md has them"));
        }

        page.Head("Ask of each of the five");
        foreach (string question in Questions(kind))
        {
            page.Item(question);
        }

        page.Say("\n" + BriefWords.Places);
        page.Head("Write down");
        page.Say("What you find goes into the record, one row a finding, and from there into PERFORMANCE_ANALYSIS.md: the hotspot, its category, the evidence, your hypothesis, and what you ruled out with the reason.");
        page.Commands(
            ($"hone profile --kind {kind.Name()}", "what is degraded is stated with it"),
            ("hone matrix", "the rows; hone matrix show ROW has all behind one"),
            ("hone matrix set ROW --lever NAME --lines FILE:A-B --effort 1-5 --because \"…\"", "a lever that you see there (hone levers), with the lines that show it"),
            ("hone matrix reject ROW --because \"…\"", "ruled out"),
            ("hone report", "writes the analysis"),
            (BriefWords.Close(facts.Bead, "top five of …; proposed: …; ruled out: …"), "\"none worth a row\" is a result"));
    }

    private static void Hotspots(BriefPage page, WorkloadReport report, ProfileKind kind)
    {
        string name = BriefPage.Name(report.Workload.Name);
        if (report.Profiles.FirstOrDefault(profile => profile.Kind == kind) is not { } profile)
        {
            page.Item(name, "no such profile yet");
            return;
        }

        if (profile.Hotspots is not { } hotspots)
        {
            page.Item(name, "it could not be recorded here: " + BriefPage.Words(string.Join("; ", profile.Recorded.Fact.Notes), 160));
            return;
        }

        string artifact = profile.Recorded.Entry.Artifacts.Count > 0 ? ", sha256 " + profile.Recorded.Entry.Artifacts[0].Sha256[..12] : "";
        page.Item(name, $"total {hotspots.Metric.Unit.Format(hotspots.Total)}, {hotspots.Samples.ToString("#,0", CultureInfo.InvariantCulture)} observations{artifact}");
        foreach (Hotspot hotspot in hotspots.Hotspots.Take(Top))
        {
            page.Say($"  - {BriefPage.Code(hotspot.Frame.Function, 70)} at {BriefPage.Code(FigureText.Place(hotspot.Frame), 60)}: {FigureText.Share(hotspot)}, itself {hotspot.SelfShare}, {FigureText.Category(hotspot.Category)}{(hotspot.Own ? "" : ", not the project's own")}");
        }
    }

    private static string Title(ProfileKind kind) => kind switch
    {
        ProfileKind.Allocation => "who allocates",
        ProfileKind.Io => "what is read and written",
        _ => "where CPU time goes",
    };

    private static string[] Questions(ProfileKind kind) => kind switch
    {
        ProfileKind.Allocation =>
        [
            "What is allocated here, how much of it, and how long does it live?",
            "Could a buffer be used again, a view take the place of a copy, or an arena hold all of it? Is that justified by the share?",
            "Does peak memory grow with the input although it need not?",
            "What would have to stay the same for outputs to stay the same?",
        ],
        ProfileKind.Io =>
        [
            "Which files and descriptors have the most calls, bytes and time? Which calls transfer little?",
            "Does the number of calls grow with the items where one would do for all?",
            "Is something read twice, flushed too often, or opened again and again?",
            "What must stay as it is for what is on disk to survive a crash?",
        ],
        _ =>
        [
            "Does the program need this work at all? Is it done more often than there are items?",
            "Is the time its own, or its callees', and whose is the loop?",
            "How does its cost grow with the input?",
            "Which lever fits, and what might it break?",
        ],
    };
}
