using System.CommandLine;
using Hone.Cli.Steps;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Equivalence;
using Hone.Equivalence.Strength;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone oracle strength</c>: how many faults the oracle notices.</summary>
internal static class OracleStrengthCommand
{
    public static Command Create()
    {
        Argument<string?> project = CommandOptions.ProjectFolder();
        Option<string[]> workloads = CommandOptions.Workloads();
        Option<bool> json = CommandOptions.Json();
        Option<int> wait = CommandOptions.Wait();
        Option<int?> mutants = new("--mutants") { Description = "At most so many mutants; by default what hone.toml says, else 40.", HelpName = "count" };
        Option<ulong> seed = new("--seed") { Description = "The seed that chooses mutants and makes inputs; the same seed gives the same ones.", HelpName = "number", DefaultValueFactory = _ => 1 };
        Option<bool> unprotected = CommandOptions.Unprotected();
        Command command = new(
            "strength",
            """
            Measure how many faults the oracle notices: small faults are put into the hot functions one at a time, in a copy of the
            project outside its folder, and each is run under goldens and invariants. What they miss is run on generated inputs, too.
            Exit code 0 at full grade (kill rate 60 %, saturation 90 %, an invariant that notices something, 80 % of the hot functions'
            lines executed), 1 below it.

            Example: hone oracle strength --mutants 40 --seed 7
            """)
        {
            project, workloads, mutants, seed, unprotected, json, wait,
        };
        Front.Attach(command, json, front =>
        {
            using Session session = Session.Open(front.Arguments.GetValue(project), front.Progress, front.Cancellation);
            int count = front.Arguments.GetValue(mutants) ?? session.Project.Oracle.Strength.Mutants;
            if (count < 1)
            {
                throw new ProblemException(new(ExitCode.Usage, "no-mutants", $"{count} mutants cannot be tried", "give --mutants a number from 1 on"));
            }

            session.Lock("oracle strength", TimeSpan.FromSeconds(front.Arguments.GetValue(wait)));
            StrengthRun run = StrengthStep.Run(session, new(count, front.Arguments.GetValue(seed), session.Select(front.Arguments.GetValue(workloads) ?? []), front.Arguments.GetValue(unprotected)));
            front.Print(StrengthDocument.From(run), StrengthDocumentJson.Default.StrengthDocument, () => StrengthText.Render(run));
            return StrengthFigures.Of(run).Grade == OracleGrade.Full ? ExitCode.Holds : ExitCode.GateSaidNo;
        });
        return command;
    }
}
