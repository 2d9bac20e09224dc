using Hone.Changes.Proofs;
using Hone.Units;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>What the program says when it is asked for help, called without arguments, or with an option that it does not have.</summary>
internal static class CommandLineWitness
{
    private const string Limit = "the same words and exit code";

    private static readonly IReadOnlyList<IReadOnlyList<string>> _arguments = [["--help"], ["-h"], ["--version"], [], ["--no-such-option-of-any-program"], ["no-such-command", "--", "-x"]];

    /// <summary>Runs them.</summary>
    public static Witness Run(WitnessPlan plan, ArmPair pair, Duration time, CancellationToken cancellation)
    {
        if (plan.Case.Command.Shell)
        {
            return new(WitnessNames.CommandLine, ClaimKind.Api, WitnessOutcome.NotTriggered, "the workload is a line of shell, which has no command line of its own", Limit);
        }

        IReadOnlyList<string> script = Script(plan);
        ArmCase[] cases = [.. _arguments.Select(arguments => new ArmCase(arguments.Count == 0 ? "without arguments" : "with " + string.Join(' ', arguments)) { Arguments = [.. script, .. arguments] })];
        return pair.Compare(cases, ArmComparison.Exact, time, cancellation, control: ArmCase.Own).Witness(plan.Session, WitnessNames.CommandLine, ClaimKind.Api, Limit, "calls of the command line");
    }

    // What an interpreter is given before the program's own arguments begin: its options and the file that it runs.
    private static IReadOnlyList<string> Script(WitnessPlan plan)
    {
        IReadOnlyList<string> words = plan.Case.Command.Words;
        string folder = Path.Combine(plan.Baseline, plan.Case.Command.WorkingDirectory);
        if (words[0].Contains('/', StringComparison.Ordinal) && !words[0].StartsWith('/'))
        {
            return [];
        }

        for (int i = 1; i < words.Count; i++)
        {
            bool isInput = plan.Case.Inputs.Contains(words[i]) || plan.Case.Outputs.Contains(words[i]) || words[i] == plan.Case.StdinFile;
            if (!isInput && !words[i].StartsWith('-') && File.Exists(Path.Combine(folder, words[i])))
            {
                return [.. words.Skip(1).Take(i)];
            }
        }

        return [];
    }
}
