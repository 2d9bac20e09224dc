using System.Text;
using Hone.Linux.Processes;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Workloads;

namespace Hone.Linux.Measuring;

/// <summary>Counts several commands, several times each.</summary>
/// <param name="counter">What counts.</param>
public sealed class InstructionRuns(InstructionCounter counter)
{
    /// <summary>The fewest counts that show whether a count repeats.</summary>
    public const int Fewest = 2;

    /// <summary>True when an exit code other than 0 is no problem.</summary>
    public bool IgnoreFailure { get; init; }

    /// <summary>
    /// Counts each command until it has <paramref name="runs"/> counts, or <see cref="Fewest"/> when all commands repeat exactly
    /// by then. Commands are counted at one time where there are processors for it: a count does not depend on the time taken.
    /// </summary>
    /// <returns>The counts of each command, all from one source.</returns>
    /// <exception cref="ProblemException">See <see cref="InstructionCounter"/>; and a command failed or was ended by a signal.</exception>
    public IReadOnlyList<IReadOnlyList<InstructionCount>> Take(IReadOnlyList<SpawnRequest> commands, int runs, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(commands);
        List<InstructionCount>[] counts = [.. commands.Select(_ => new List<InstructionCount>())];
        while (counts.Any(each => each.Count < Math.Min(runs, Fewest)) || counts.Any(each => each.Count < runs && counts.Any(Varies)))
        {
            InstructionCount[] round = Round(commands, cancellation);
            for (int i = 0; i < round.Length; i++)
            {
                counts[i].Add(round[i]);
            }

            // A command that turned out to fork changed the source; what came before cannot stand beside what comes now.
            string source = counts.Select(each => each[^1].Source).FirstOrDefault(each => each != counts[0][0].Source) ?? counts[0][0].Source;
            foreach (List<InstructionCount> each in counts)
            {
                each.RemoveAll(count => count.Source != source);
            }
        }

        return counts;
    }

    private static bool Varies(List<InstructionCount> counts) => counts.Any(count => count.Total != counts[0].Total);

    private InstructionCount[] Round(IReadOnlyList<SpawnRequest> commands, CancellationToken cancellation)
    {
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using SemaphoreSlim processors = new(Environment.ProcessorCount);
        Exception? first = null;
        InstructionCount?[] round = new InstructionCount?[commands.Count];
        Thread[] threads = [.. commands.Select((command, i) => new Thread(() =>
        {
            processors.Wait(CancellationToken.None);
            try
            {
                round[i] = Once(command, failed.Token);
            }
#pragma warning disable CA1031 // Thrown again below, on the thread that asked.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref first, error, null);
                failed.Cancel();
            }
            finally
            {
                processors.Release();
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        cancellation.ThrowIfCancellationRequested();
        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }

        return [.. round.Select(count => count!)];
    }

    private InstructionCount Once(SpawnRequest command, CancellationToken cancellation)
    {
        InstructionCount count = counter.Count(command, out RunOutcome outcome, cancellation);
        if (outcome.ExitCode != 0 && !IgnoreFailure)
        {
            string how = outcome.Signal is int signal ? $"was ended by signal {signal}" : $"ended with exit code {outcome.ExitCode}";
            string[] said = Encoding.UTF8.GetString(outcome.Stderr).TrimEnd().Split('\n');
            throw new ProblemException(new(
                ExitCode.GateSaidNo,
                "command-failed",
                $"the command {how} while its instructions were counted: {string.Join(' ', command.Argv.Select(ShellQuoting.Quote))}\n    " + string.Join("\n    ", said[^Math.Min(5, said.Length)..]),
                "run it by hand with an empty environment but for PATH and HOME; if that exit code is right, add --ignore-failure"));
        }

        return count;
    }
}
