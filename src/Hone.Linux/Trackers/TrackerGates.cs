using Hone.Beads;
using Hone.Beads.Driving;

namespace Hone.Linux.Trackers;

/// <summary>Hone's word on a bead, for a tracker that asks for it.</summary>
/// <param name="Passes">Whether the record holds the evidence that closes the bead.</param>
/// <param name="Note">The evidence, or what is missing.</param>
public sealed record BeadVerdict(bool Passes, string Note);

/// <summary>
/// The ways in which a tracker itself demands Hone's verdict: br by a gate of its policy, to which verdicts are reported; bd by a gate
/// that is an issue, and is resolved by a verdict that passes. Nothing is hooked into the closing of a bead.
/// </summary>
public sealed class TrackerGates
{
    private readonly ITrackerDialect _dialect;
    private readonly TrackerProgram _program;

    internal TrackerGates(ITrackerDialect dialect, TrackerProgram program)
    {
        _dialect = dialect;
        _program = program;
    }

    /// <summary>Tells the tracker Hone's verdict; what was done, as sentences.</summary>
    /// <param name="bead">The bead.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="actor">Who asks.</param>
    public IReadOnlyList<string> Report(Bead bead, BeadVerdict verdict, string actor)
    {
        string who = TypedBead.Actor(actor);
        if (_dialect is BrDialect)
        {
            _ = _program.Ask(BrDialect.Gate(bead.Id, verdict.Passes, verdict.Note, who));
            return [$"reported to br: {(verdict.Passes ? "pass" : "fail")}", .. _program.TakeWarnings()];
        }

        Bead[] gates = [.. Open(bead)];
        if (!verdict.Passes || gates.Length == 0)
        {
            return [gates.Length == 0 ? "bd holds no gate of Hone's before this bead; --demand makes one" : $"the gate {gates[0].Id} stays closed"];
        }

        foreach (Bead gate in gates)
        {
            _ = _program.Ask(BdDialect.Resolve(gate.Id, verdict.Note, who));
        }

        return [.. gates.Select(gate => $"resolved the gate {gate.Id}"), .. _program.TakeWarnings()];
    }

    /// <summary>Makes the tracker hold the bead back until then, or says how the team's own file does; what was done or is to do.</summary>
    public IReadOnlyList<string> Demand(Bead bead, string actor)
    {
        string who = TypedBead.Actor(actor);
        if (_dialect is BrDialect)
        {
            return ["br asks for Hone's verdict by the team's own .beads/policy.yaml, where Hone does not write; put there:", .. BrDialect.Policy.TrimEnd('\n').Split('\n')];
        }

        if (Open(bead).FirstOrDefault() is { } there)
        {
            return [$"the gate {there.Id} is there already"];
        }

        IReadOnlyList<string> words = BdDialect.Gate(bead.Id, who);
        return [$"made the gate {TrackerAnswer.One(_program.Ask(words), _program.Shown(words)).Id}", .. _program.TakeWarnings()];
    }

    private IEnumerable<Bead> Open(Bead bead) => _program.Read(BdDialect.Gates()).Where(gate => TrackerAnswer.IsId(gate.Id) && !gate.IsResolved && BdDialect.IsGateOf(gate, bead.Id));
}
