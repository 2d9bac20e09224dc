using System.Globalization;
using Hone.Cli.Terminal;
using Hone.Guardrails;
using Hone.Linux.Measuring;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Units;

namespace Hone.Cli.Steps.Guarding;

/// <summary>What the guard's own test is to do.</summary>
/// <param name="Checks">Checks an effect.</param>
/// <param name="Effects">The slow-downs of CPU time that are planted; 0, a program beside itself, is always among them.</param>
/// <param name="Budget">The machine time of one check.</param>
/// <param name="Work">The time that one run of the loop takes.</param>
/// <param name="Seed">What orders are drawn from.</param>
internal sealed record GuardSelfTestPlan(int Checks, IReadOnlyList<double> Effects, Duration Budget, Duration Work, ulong Seed)
{
    /// <summary>The slow-downs, each once. Without 0 there would be no false alarm to count, and the gate would be called good by nothing.</summary>
    public IReadOnlyList<double> Effects { get; } = [.. Effects.Prepend(0).Distinct()];
}

/// <summary>What came of it.</summary>
/// <param name="Trials">The finished checks.</param>
/// <param name="Design">How each was decided.</param>
/// <param name="Loop">What was run.</param>
/// <param name="Calibration">How long it takes.</param>
/// <param name="Interrupted">Somebody ended it before it was complete.</param>
internal sealed record GuardSelfTestRuns(IReadOnlyList<GuardTrial> Trials, ComparisonDesign Design, string Loop, BurnerCalibration Calibration, bool Interrupted);

/// <summary>Tests the gate on this machine: the real engine on real processes, with slow-downs that are known beforehand.</summary>
internal sealed class GuardSelfTest(GuardSelfTestPlan plan, Host host, Progress progress, CancellationToken cancellation)
{
    private const string Name = "loop";

    /// <summary>Runs it all; what there is when it is interrupted.</summary>
    public GuardSelfTestRuns Run()
    {
        using Scratch scratch = new();
        Burner burner = Burner.Install(scratch.Folder);
        progress.Step(1, 2, "calibrate");
        BurnerCalibration calibration = BurnerCalibration.Take(burner, plan.Work, cancellation);
        GuardLimit[] limits = [.. GuardLimits.Metrics.Select(metric => GuardLimits.Standard(Name, metric))];
        ComparisonDesign design = GuardRule.Design(limits.Length);
        List<GuardTrial> trials = [];
        progress.Step(2, 2, "check");
        bool interrupted = false;
        try
        {
            // The effects take turns, so that every hour of the machine meets each of them.
            for (int i = 0; i < plan.Checks; i++)
            {
                foreach (double effect in plan.Effects)
                {
                    progress.At(string.Create(CultureInfo.InvariantCulture, $"+{effect * 100:0.##} %"), trials.Count, plan.Checks * plan.Effects.Count);
                    trials.Add(One(burner, calibration, effect, limits, design, plan.Seed + ((ulong)trials.Count << 32)));
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            interrupted = true;
        }

        return new(trials, design, burner.Description, calibration, interrupted);
    }

    private GuardTrial One(Burner burner, BurnerCalibration calibration, double effect, GuardLimit[] limits, ComparisonDesign design, ulong seed)
    {
        GuardTurns turns = new(design, plan.Budget, host.Id, seed) { OnRefused = GuardFailure.Throw };
        Subject[] subjects = [burner.Subject(calibration.Steps) with { Name = "base" }, burner.Subject(effect == 0 ? calibration.Steps : calibration.StepsFor(effect, byCpu: true)) with { Name = "head" }];
        long started = System.Diagnostics.Stopwatch.GetTimestamp();
        IReadOnlyList<GuardedWorkload> seen = turns.Run([new(Name, Name, subjects, limits)], cancellation);
        return new(effect, (long)System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalNanoseconds, new() { Base = Name, Head = Name, Workloads = seen });
    }
}
