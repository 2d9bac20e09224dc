using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Rows;
using Hone.Opportunities;
using Hone.Units;

namespace Hone.Cli.Commands;

/// <summary><c>hone matrix claim</c>: a promise, within what was measured.</summary>
internal static class MatrixClaimCommand
{
    public static Command Create()
    {
        Argument<string> row = MatrixCommand.Row();
        Option<string> gain = new("--gain") { Description = "The part of the workload's wall time that the change will save, such as 12%.", HelpName = "percent", Required = true };
        Option<string?> interval = new("--interval") { Description = "The range that you expect it in, such as 8-15%.", HelpName = "range" };
        Option<string?> belief = new("--belief") { Description = "How sure you are, such as 80%: recorded, and used for nothing.", HelpName = "percent" };
        Option<string?> workload = new("--workload", "-w") { Description = "The workload that you promise it for; the row's when left out.", HelpName = "name" };
        Option<string?> profile = new("--profile") { Description = "The profile that you rest on, by the start of its SHA-256; the row's when left out.", HelpName = "digest" };
        Option<string> because = MatrixCommand.Because();
        Option<string?> project = CommandOptions.ProjectOption();
        Option<bool> json = CommandOptions.Json();
        Command command = new(
            "claim",
            """
            Record what you promise of a row; it is held against what comes of it. Exit code 1, and nothing recorded, when it is above
            the bound, the row has too few samples, or the evidence is of another commit, workload or host: the rule is named.

            Example: hone matrix claim cpu-3fa2c1 --gain 12% --because "one copy of three goes"
            """)
        {
            row, gain, interval, belief, workload, profile, because, project, json,
        };
        Front.Attach(command, json, front =>
        {
            Claim claim = new(new Ratio(Percent.Read(front.Arguments.GetValue(gain)!, "--gain")), MatrixCommand.Reason(front, because))
            {
                Interval = front.Arguments.GetValue(interval) is string range ? Percent.ReadRange(range, "--interval") : null,
                Belief = front.Arguments.GetValue(belief) is string sure ? Percent.Read(sure, "--belief") : null,
            };
            using Session session = MatrixSetCommand.Locked(front, project);
            Opportunity found = MatrixCommand.Find(PhaseView.Load(session), front.Arguments.GetValue(row)!);
            ClaimStep.Record(session, found, claim, front.Arguments.GetValue(workload), front.Arguments.GetValue(profile));
            return MatrixCommand.Print(front, session, found.Id);
        });
        return command;
    }
}
