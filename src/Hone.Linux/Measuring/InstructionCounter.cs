using Hone.Linux.Processes;
using Hone.Linux.Storage;
using Hone.Measurement.Instructions;
using Hone.Problems;
using Hone.Units;

namespace Hone.Linux.Measuring;

/// <summary>
/// Counts the instructions that a command executes in user mode, under conditions that make the count repeat. Standard input,
/// output, error and the exit code stay the program's own. Safe to use from several threads.
/// </summary>
/// <param name="source">What can count here; see <see cref="InstructionSource.Find"/>.</param>
public sealed class InstructionCounter(InstructionSource source)
{
    /// <summary>How much longer than a plain run a counted one may take before its time-out.</summary>
    private const int TimeoutFactor = 50;

    private volatile bool _splitsAtForks;

    /// <summary>
    /// True to count the programs that the command starts as well, as the figure of a wrapper script needs; false for the first
    /// program alone (and its copies by fork).
    /// </summary>
    public bool FollowChildren { get; init; } = true;

    /// <summary>Runs the command once and counts.</summary>
    /// <exception cref="ProblemException">
    /// Nothing here can count, the program cannot be started, it was ended at the time-out (fifty times the request's), or no whole
    /// count came of it.
    /// </exception>
    public InstructionCount Count(SpawnRequest request, CancellationToken cancellation) => Count(request, out _, cancellation);

    /// <summary>Runs the command once and counts; the outcome's times are those of the counted run, and mean nothing for a plain one.</summary>
    /// <inheritdoc cref="Count(SpawnRequest, CancellationToken)"/>
    public InstructionCount Count(SpawnRequest request, out RunOutcome outcome, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        (SpawnRequest prepared, IReadOnlyList<string> settings) = FixedConditions.Apply(request with
        {
            Timeout = request.Timeout is Duration limit ? new Duration(limit.Nanoseconds * TimeoutFactor) : null,
        });
        string folder = NewFolder();
        try
        {
            if (source.Valgrind is null)
            {
                return source.Perf is null
                    ? throw new ProblemException(source.Nothing)
                    : PerfInstructions.Count(source.Perf, prepared, settings, folder, out outcome, cancellation);
            }

            ValgrindInstructions counting = new(source.Valgrind, FollowChildren) { SplitsAtForks = _splitsAtForks };
            InstructionCount count = counting.Count(prepared, settings, folder, out outcome, cancellation);
            if (!counting.MetCopies)
            {
                return count;
            }

            // From here on at once, so that the counts of one counter have one source.
            _splitsAtForks = true;
            Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            return new ValgrindInstructions(source.Valgrind, FollowChildren) { SplitsAtForks = true }.Count(prepared, settings, folder, out outcome, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, folder);
        }
        finally
        {
            Remove(folder);
        }
    }

    // The same length each time: the folder's name does not reach the program, but costs nothing to keep fixed.
    private static string NewFolder()
    {
        string temporary = Path.GetTempPath();
        try
        {
            return Directory.CreateTempSubdirectory("hone-count-").FullName;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, temporary);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Temporary files; nothing depends on them.
        }
    }
}
