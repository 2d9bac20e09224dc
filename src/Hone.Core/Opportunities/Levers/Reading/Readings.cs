using Hone.Profiling;
using Hone.Units;

namespace Hone.Opportunities.Levers.Reading;

/// <summary>The readings of one finding while a rule takes them.</summary>
internal sealed class Readings
{
    private readonly List<RuleReading> _readings = [];
    private readonly List<string> _missing = [];
    private bool _fails;

    /// <summary>The rule cannot do without this.</summary>
    public Readings Needs(string what, string measured, string limit, bool holds)
    {
        _readings.Add(new RuleReading(what, measured, limit, holds));
        _fails |= !holds;
        return this;
    }

    /// <summary>This says how sure the finding is; null when the evidence cannot tell.</summary>
    public Readings Asks(string what, string measured, string limit, bool? holds)
    {
        _readings.Add(new RuleReading(what, measured, limit, holds));
        return this;
    }

    /// <summary>As <see cref="Asks"/>; where it does not hold the finding is less reliable, for that reason.</summary>
    public Readings Lowers(string what, string measured, string limit, bool? holds, string because)
    {
        if (holds != true)
        {
            _missing.Add(because);
        }

        return Asks(what, measured, limit, holds);
    }

    /// <summary>The finding; null when something needed does not hold.</summary>
    /// <param name="lever">The lever.</param>
    /// <param name="frame">The function to change.</param>
    /// <param name="kind">The profile that shows it.</param>
    /// <param name="share">The part of that profile's whole it is about.</param>
    /// <param name="support">How specific the evidence is.</param>
    /// <param name="lowered">The reliability when a reading that lowers it does not hold.</param>
    public LeverFinding? Finding(Lever lever, Frame frame, ProfileKind kind, Ratio share, double support, LeverReliability lowered)
    {
        if (_fails)
        {
            return null;
        }

        return new LeverFinding(lever, frame, kind, _readings, _missing.Count == 0 ? lever.Reliability : LeverReliabilityText.Weaker(lever.Reliability, lowered))
        {
            Share = new(Math.Clamp(share.Value, 0, 1)),
            Support = Math.Clamp(support, 0, 1),
            LoweredBecause = _missing.Count == 0 ? null : string.Join("; ", _missing),
        };
    }
}
