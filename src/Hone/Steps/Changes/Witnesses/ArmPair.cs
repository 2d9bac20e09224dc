using System.Diagnostics;
using Hone.Changes.Proofs;
using Hone.Cli.Steps.Oracle;
using Hone.Cli.Steps.Oracle.Trials;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Changes.Witnesses;

/// <summary>Baseline and candidate side by side.</summary>
internal sealed class ArmPair
{
    private const double ShortestLimit = 10;
    private const double LimitFactor = 20;

    private readonly WitnessPlan _plan;

    /// <summary>Two arms of a plan.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="shelter">How both are enclosed.</param>
    /// <param name="input">The input that is varied; null for none.</param>
    /// <param name="usual">How long the baseline takes for the workload.</param>
    /// <param name="stages">Puts each tree where it was built for its runs; null where both work wherever they lie.</param>
    public ArmPair(WitnessPlan plan, Shelter shelter, string? input, Duration usual, ArmStages? stages = null)
    {
        _plan = plan;
        Input = input;
        Baseline = new(plan.Session, plan.Baseline, input, shelter, stages is null ? null : (stages, ChangeArms.Baseline));
        Candidate = new(plan.Session, plan.Candidate, input, shelter, stages is null ? null : (stages, ChangeArms.Candidate));
        Limit = Duration.FromSeconds(Math.Max(ShortestLimit, LimitFactor * usual.Nanoseconds / 1e9));
        Bytes = input is null ? null : Read(plan, input);
    }

    /// <summary>The tree without the patch.</summary>
    public Arm Baseline { get; }

    /// <summary>The tree with it.</summary>
    public Arm Candidate { get; }

    /// <summary>The input that is varied: a path, or <c>stdin</c>; null when the workload reads none that is declared.</summary>
    public string? Input { get; }

    /// <summary>Its content, of the baseline; null when there is none.</summary>
    public byte[]? Bytes { get; }

    /// <summary>How long a run may take.</summary>
    public Duration Limit { get; }

    /// <summary>A case with other content of the input.</summary>
    public ArmCase With(string what, byte[] bytes) => new(what) { Input = new InputBytes(Input!, bytes) };

    /// <summary>Both at the same time.</summary>
    public (ArmRun Baseline, ArmRun Candidate) Both(OracleCase @case, ArmCase how, CaseJudge? judge = null)
    {
        ArmRun? one = null;
        ArmRun? other = null;
        try
        {
            Parallel.Invoke(() => one = Copies(Baseline, @case, how, judge), () => other = Copies(Candidate, @case, how, judge));
            return (one!, other!);
        }
        catch (AggregateException error)
        {
            one?.Dispose();
            other?.Dispose();
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error.InnerExceptions[0]);
            throw;
        }
    }

    /// <summary>
    /// Runs cases until one differs or the time is up, the first few in any case. A difference counts only where two more runs of the baseline do
    /// what the first did.
    /// </summary>
    /// <param name="cases">The cases.</param>
    /// <param name="comparison">Says how two runs differ; null for the same.</param>
    /// <param name="time">No case but the first <see cref="CaseResults.Least"/> is begun after this time.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="judge">Reads normalised channels along; null for nobody.</param>
    /// <param name="look">Sees each run of the baseline.</param>
    /// <param name="control">A case without what the claim is about, looked at when another one differs; null for none.</param>
    public CaseResults Compare(
        IReadOnlyList<ArmCase> cases, Func<ArmRun, ArmRun, string?> comparison, Duration time, CancellationToken cancellation, CaseJudge? judge = null, Action<ArmRun>? look = null, ArmCase? control = null)
    {
        CaseResults results = new() { Of = cases.Count };
        long started = Stopwatch.GetTimestamp();
        foreach (ArmCase how in cases)
        {
            cancellation.ThrowIfCancellationRequested();
            if (results.Tried >= CaseResults.Least && Stopwatch.GetElapsedTime(started).TotalNanoseconds > time.Nanoseconds)
            {
                return results;
            }

            results.Tried++;
            (ArmRun one, ArmRun other) = Both(_plan.Case, how, judge);
            using (one)
            using (other)
            {
                look?.Invoke(one);
                if (comparison(one, other) is not string difference)
                {
                    results.Same++;
                }
                else if (IsRestless(how, one, comparison, judge))
                {
                    results.Restless++;
                }
                else
                {
                    (results.Failed, results.Difference) = (how, difference);
                    results.Elsewhere = control is not null && Differs(control, comparison, judge) ? control : null;
                    return results;
                }
            }
        }

        return results;
    }

    /// <summary>True when both differ in a case, and the baseline is steady there.</summary>
    public bool Differs(ArmCase how, Func<ArmRun, ArmRun, string?> comparison, CaseJudge? judge = null)
    {
        (ArmRun one, ArmRun other) = Both(_plan.Case, how, judge);
        using (one)
        using (other)
        {
            return comparison(one, other) is not null && !IsRestless(how, one, comparison, judge);
        }
    }

    /// <summary>The case without what a claim is about: all lines but the last; null where there is no such input.</summary>
    public ArmCase? Control() => Bytes is byte[] bytes && DerivedInputs.Shorter(bytes) is DerivedInput shorter ? With(shorter.What, shorter.Bytes) : null;

    private bool IsRestless(ArmCase how, ArmRun first, Func<ArmRun, ArmRun, string?> comparison, CaseJudge? judge)
    {
        for (int i = 0; i < 2; i++)
        {
            using ArmRun again = Copies(Baseline, _plan.Case, how, judge);
            if (comparison(first, again) is not null)
            {
                return true;
            }
        }

        return false;
    }

    // The first copy counts; the others are there to be in its way.
    private ArmRun Copies(Arm arm, OracleCase @case, ArmCase how, CaseJudge? judge)
    {
        if (how.Copies <= 1)
        {
            return arm.Run(@case, how, Limit, judge);
        }

        ArmRun?[] runs = new ArmRun?[how.Copies];
        Parallel.For(0, how.Copies, new ParallelOptions { MaxDegreeOfParallelism = how.Copies }, i => runs[i] = arm.Run(@case, how, Limit, judge));
        foreach (ArmRun? run in runs.Skip(1))
        {
            run?.Dispose();
        }

        return runs[0]!;
    }

    private static byte[]? Read(WitnessPlan plan, string input)
    {
        string? path = input == FuzzSettings.StandardInput ? plan.Case.StdinFile : input;
        if (path is null)
        {
            return null;
        }

        using FileStream file = new(Path.Combine(plan.Baseline, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] bytes = new byte[Math.Min(file.Length, DerivedInputs.MostBytes + 1)];
        return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
    }
}
