using Hone.Guardrails;
using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Cli.Steps.Guarding;

/// <summary>The second opinion that knows no noise: instructions of both programs, counted twice each, and once more where they vary.</summary>
internal static class GuardCounting
{
    private const int Fewest = 2;
    private const int Most = 3;

    /// <summary>The workloads with their counts; what cannot be counted is a note.</summary>
    public static IReadOnlyList<GuardedWorkload> Run(Session session, GuardArms arms, IReadOnlyList<Workload> workloads, IReadOnlyList<GuardedWorkload> seen, List<string> notes)
    {
        InstructionSource source = InstructionSource.Find(session.Cancellation);
        if (source.Valgrind is null && source.Perf is null)
        {
            notes.Add($"instructions were not counted: {source.Nothing.What}; {source.Nothing.Next}");
            return seen;
        }

        InstructionCounter counter = new(source);
        return [.. workloads.Zip(seen, (workload, guarded) =>
        {
            session.Progress.At($"{workload.Name} · instructions");
            try
            {
                return guarded with { Instructions = Count(session, arms, workload, counter) };
            }
            catch (ProblemException error)
            {
                notes.Add($"the instructions of {workload.Name} were not counted: {error.Problem.What}");
                return guarded;
            }
        })];
    }

    private static CountedInstructions? Count(Session session, GuardArms arms, Workload workload, InstructionCounter counter)
    {
        Subject[] subjects = arms.Subjects(workload);
        List<InstructionCount>[] counts = [[], []];
        while (counts[0].Count < Fewest || (counts[0].Count < Most && Array.Exists(counts, each => each.Exists(count => count.Total != each[0].Total))))
        {
            foreach (int arm in new[] { GuardArms.Base, GuardArms.Head })
            {
                arms.Clean(arm, workload);
                counts[arm].Add(counter.Count(subjects[arm].Request, out RunOutcome outcome, session.Cancellation));
                if (!subjects[arm].Accepts(outcome))
                {
                    GuardFailure.Throw(subjects[arm], outcome);
                }
            }
        }

        // A program that turned out to fork has counts of another source from then on.
        string source = counts[1][^1].Source;
        long[][] totals = [.. counts.Select(each => each.Where(count => count.Source == source).Select(count => count.Total).ToArray())];
        return totals[0].Length > 0 && totals[1].Length > 0 ? new(source, totals[0], totals[1]) : null;
    }
}
