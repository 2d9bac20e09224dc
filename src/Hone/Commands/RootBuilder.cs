using System.CommandLine;
using Hone.Cli.Terminal;

namespace Hone.Cli.Commands;

/// <summary>The whole command line.</summary>
internal static class RootBuilder
{
    private const string Purpose =
        """
        Profile-driven optimisation as a scheduled phase of a repository: baseline, profile, oracle, matrix, beads.
        Nothing is proposed without profile evidence.

        Start here:
          hone init            write hone.toml from what the repository shows
          hone run             one whole round, to PERFORMANCE_ANALYSIS.md and the beads
          hone status          may the phase stop, and if not, why
          hone next            the one next step, as a command

        Without a project:
          hone compare A B     which of two commands is faster, by a verdict that holds on a noisy machine
          hone flamegraph FILE any profile as a flame graph with its top five; -- COMMAND records one
          hone detect FILE     where a series of measurements changed, with the evidence

        Exit codes: 0 holds, 1 a gate said no, 2 usage or manifest error, 3 a needed tool or permission is missing,
        4 inconclusive, 5 evidence was tampered with, 70 a bug in Hone.
        """;

    public static RootCommand Create()
    {
        RootCommand root = new(Purpose)
        {
            InitCommand.Create(),
            DoctorCommand.Create(),
            RunCommand.Create(),
            StatusCommand.Create(),
            NextCommand.Create(),
            BaselineCommand.Create(),
            ProfileCommand.Create(),
            OracleCommand.Create(),
            MatrixCommand.Create(),
            ChangeCommand.Create(),
            BeadsCommand.Create(),
            BriefCommand.Create(),
            WorkCommand.Create(),
            AgentsMdCommand.Create(),
            ReportCommand.Create(),
            ServeCommand.Create(),
            LedgerCommand.Create(),
            SealCommand.Create(),
            CompareCommand.Create(),
            CountCommand.Create(),
            LoadCommand.Create(),
            FlamegraphCommand.Create(),
            DetectCommand.Create(),
            HistoryCommand.Create(),
            BisectCommand.Create(),
            SelfTestCommand.Create(),
            LeversCommand.Create(),
            CompletionsCommand.Create(),
            ManCommand.Create(),
            SchemaCommand.Create(),
            HandicapCommand.Create(),
            GrowthCommand.Create(),
            DrillCommand.Create(),
            GuardCommand.Create(),
            CiCommand.Create(),
            McpCommand.Create(),
            DueCommand.Create(),
            ScheduleCommand.Create(),
        };
        BriefHelp.Attach(root);
        return root;
    }
}
