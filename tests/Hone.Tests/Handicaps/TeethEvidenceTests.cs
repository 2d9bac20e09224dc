using Hone.Opportunities.Handicaps;

namespace Hone.Tests.Handicaps;

public sealed class TeethEvidenceTests
{
    private static readonly DateTimeOffset _asked = new(2026, 11, 24, 18, 0, 0, TimeSpan.Zero);

    [Fact]
    public void That_nothing_is_known_to_be_blunt_is_no_evidence()
    {
        // The blunt test went stale with a change of the source; no other was made.
        Assert.Equal(["day"], TeethEvidence.Lacking([new("day", _asked.AddHours(-1), IsFresh: false, Sees: false)], _asked));
        Assert.Equal(["day"], TeethEvidence.Lacking([new("day", _asked.AddHours(-1), IsFresh: false, Sees: true)], _asked));
    }

    [Fact]
    public void A_fresh_test_that_sees_it_since_it_was_asked_for_is_evidence()
    {
        TeethTest old = new("day", _asked.AddHours(-1), IsFresh: true, Sees: true);
        Assert.Equal(["day"], TeethEvidence.Lacking([old], _asked));
        Assert.Empty(TeethEvidence.Lacking([old with { Taken = _asked }], _asked));
        Assert.Empty(TeethEvidence.Lacking([old], null));
    }

    [Fact]
    public void Each_workload_that_was_tested_must_show_it()
    {
        TeethTest[] tests = [new("day", _asked.AddHours(1), IsFresh: true, Sees: true), new("night", _asked.AddHours(1), IsFresh: true, Sees: false), new("day", _asked, IsFresh: false, Sees: false)];
        Assert.Equal(["night"], TeethEvidence.Lacking(tests, _asked));
        Assert.Empty(TeethEvidence.Lacking([.. tests, new("night", _asked.AddHours(-1), IsFresh: true, Sees: true)], _asked));
    }
}
