using Hone.Linux.Machines;
using Hone.Linux.Machines.Noise;
using Hone.Measurement;
using Hone.Measurement.Checks;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone doctor --noise</c>: what on this machine makes figures unsteady, and how much.</summary>
internal static class NoiseReport
{
    /// <summary>Checks, measures and prints.</summary>
    /// <param name="front">The front.</param>
    /// <param name="strict">Whether a machine that is too noisy to measure on ends with exit code 4.</param>
    public static ExitCode Run(Front front, bool strict)
    {
        front.Progress.Step(1, 1, "noise check, up to ten seconds");
        Host host = HostFingerprint.Read();
        HostTexts texts = HostTextReader.Read();
        IReadOnlyList<int> cores = CoreList.Parse(texts.Field(HostTexts.SelfStatus, "Cpus_allowed_list") ?? "");
        NoiseOutcome outcome = NoiseCheck.Run(cores, front.Progress.At, front.Cancellation);
        IReadOnlyList<HostCheck> checks = HostChecks.All(host, texts, outcome.Load, outcome.Programs);
        front.Print(
            NoiseDocument.From(host, checks, outcome),
            NoiseJson.Default.NoiseDocument,
            () => NoiseText.Render(host, checks, outcome.Figures));
        return strict && outcome.Figures.IsHopeless ? ExitCode.Inconclusive : ExitCode.Holds;
    }
}
