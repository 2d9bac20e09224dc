using Hone.Equivalence.Fuzzing;
using Hone.Units;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>
/// Generated inputs, and what the unchanged program does on each. An input on which it does not do the same twice is left out, and so
/// is one that takes it too long: on neither could a mutant be told from it.
/// </summary>
internal sealed class SeededInputs
{
    private const double LongestRun = 5;
    private const double ShortestLimit = 2;

    private readonly FuzzTarget _target;
    private readonly List<(FuzzInput Input, Seen Seen, Duration Limit)> _stable;

    private SeededInputs(FuzzTarget target, List<(FuzzInput, Seen, Duration)> stable) => (_target, _stable) = (target, stable);

    /// <summary>How many there are.</summary>
    public int Count => _stable.Count;

    /// <summary>Runs the unchanged program on the inputs of a seed, in all trees at once.</summary>
    /// <param name="session">The project.</param>
    /// <param name="target">What is varied.</param>
    /// <param name="trees">Trees with the unchanged program.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="count">How many inputs.</param>
    /// <param name="budget">No more are begun after this time.</param>
    /// <param name="factor">How many times longer a mutant may take.</param>
    public static SeededInputs Prepare(Session session, FuzzTarget target, IReadOnlyList<TrialTree> trees, ulong seed, int count, Duration budget, double factor)
    {
        FuzzInputs inputs = new(target.Seeds, seed, target.Flags.Count);
        (FuzzInput, Seen, Duration)?[] found = new (FuzzInput, Seen, Duration)?[count];
        int next = -1;
        int done = 0;
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        Workers.Run(trees, tree =>
        {
            int index = Interlocked.Increment(ref next);
            if (index >= count || System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalNanoseconds > budget.Nanoseconds)
            {
                return false;
            }

            FuzzInput input = inputs[index];
            Seen seen = target.Run(tree, input, Duration.FromSeconds(LongestRun));
            if (!Noticed.IsTimeout(seen) && target.Judge.Between(seen, target.Run(tree, input, Duration.FromSeconds(LongestRun))).Count == 0)
            {
                double seconds = (seen.Outcome?.Wall.Nanoseconds ?? 0) / 1e9;
                found[index] = (input, seen, Duration.FromSeconds(Math.Max(ShortestLimit, factor * seconds)));
            }

            lock (session.Progress)
            {
                session.Progress.At("generated inputs", done++, count);
            }

            return true;
        }, session.Cancellation);
        return new(target, [.. found.Where(each => each is not null).Select(each => each!.Value)]);
    }

    /// <summary>Runs what is built in a tree on the inputs until one shows a difference.</summary>
    /// <returns>How many were tried, and the number of the one that showed it.</returns>
    public (int Tried, int? Noticed) Try(TrialTree tree)
    {
        int tried = 0;
        foreach ((FuzzInput input, Seen unchanged, Duration limit) in _stable)
        {
            tried++;
            Seen seen = _target.Run(tree, input, limit);

            // A time-out counts here no more than under the oracle.
            if (!Noticed.IsTimeout(seen) && _target.Judge.Between(unchanged, seen).Count > 0)
            {
                return (tried, input.Index);
            }
        }

        return (tried, null);
    }
}
