namespace Hone.Opportunities;

/// <summary>A grade of 1–5 with the reason for it.</summary>
public sealed record Judged
{
    /// <summary>A grade; outside 1–5 is an <see cref="ArgumentOutOfRangeException"/>.</summary>
    public Judged(int value, string because)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 5);
        Value = value;
        Because = because;
    }

    /// <summary>The grade, 1–5.</summary>
    public int Value { get; }

    /// <summary>Why, in one clause.</summary>
    public string Because { get; }
}
