namespace Hone.Cli.Steps.Drilling;

/// <summary>Tricks that are no patch: what is done, by the trick's name.</summary>
internal static class TrickSteps
{
    private static readonly Dictionary<string, Func<PreparedExample, DrillAnswer>> _steps = new()
    {
        ["no-baseline"] = prepared => EvidenceTricks.StartIn(prepared, PreparedExample.Clean),
        ["no-oracle"] = prepared => EvidenceTricks.StartIn(prepared, PreparedExample.Measured),
        ["no-profile"] = prepared => EvidenceTricks.StartIn(prepared, PreparedExample.Recorded),
        ["oracle-of-unknown-strength"] = prepared => EvidenceTricks.StartIn(prepared, PreparedExample.Profiled),
        ["stale-profile"] = EvidenceTricks.StaleProfile,
        ["foreign-profile"] = EvidenceTricks.ForeignProfile,
        ["above-the-bound"] = EvidenceTricks.AboveTheBound,
        ["uncommitted-base"] = EvidenceTricks.UncommittedBase,
        ["landing-unverified"] = GainTricks.LandingUnverified,
        ["landed-already"] = GainTricks.LandedAlready,
        ["retry-until-green"] = GainTricks.RetryUntilGreen,
        ["best-of-several"] = GainTricks.BestOfSeveral,
        ["golden-in-the-change"] = TamperTricks.GoldenInTheChange,
        ["edited-record"] = TamperTricks.EditedRecord,
        ["edited-profile"] = TamperTricks.EditedProfile,
        ["edited-golden"] = TamperTricks.EditedGolden,
        ["edited-input"] = TamperTricks.EditedInput,
        ["vacuous-comparison"] = TamperTricks.VacuousComparison,
        ["planted-build-file"] = TamperTricks.PlantedBuildFile,
        ["removed-golden"] = TamperTricks.RemovedGolden,
        ["tool-first-in-path"] = TamperTricks.ToolFirstInPath,
        ["nothing-changed"] = FormTricks.NothingChanged,
        ["unproved-hunk"] = FormTricks.UnprovedHunk,
        ["proof-of-another-patch"] = FormTricks.ProofOfAnotherPatch,
        ["proof-in-words"] = FormTricks.ProofInWords,
    };

    /// <summary>What is done.</summary>
    public static Func<PreparedExample, DrillAnswer> Of(string name) => _steps.TryGetValue(name, out Func<PreparedExample, DrillAnswer>? step) ? step : throw new InvalidOperationException($"nobody knows how '{name}' is played");
}
