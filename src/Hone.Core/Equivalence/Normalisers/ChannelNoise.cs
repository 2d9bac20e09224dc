using Hone.Problems;
using Hone.Units;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence.Normalisers;

/// <summary>What the recordings of one channel showed, seen through its normalisers.</summary>
public sealed record ChannelNoise
{
    /// <summary>The share of a channel's bytes that may be taken out of the comparison.</summary>
    public static Ratio Budget { get; } = new(0.02);

    /// <summary>True when the normalisers leave the same of every recording.</summary>
    public required bool Explained { get; init; }

    /// <summary>Why a recording could not be read as its normalisers want it; null when all could.</summary>
    public string? Trouble { get; init; }

    /// <summary>What is taken out of the comparison.</summary>
    public required TokenMask Mask { get; init; }

    /// <summary>The form of the first recording; empty when it is not explained.</summary>
    public required string Form { get; init; }

    /// <summary>The size of the first recording, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>How many of them are taken out.</summary>
    public required long Masked { get; init; }

    /// <summary>True when more different values would be taken out than can be told apart.</summary>
    public bool TooManyValues { get; init; }

    /// <summary>By normaliser, how many of its places differed between recordings.</summary>
    public required IReadOnlyList<long> Differing { get; init; }

    /// <summary>By normaliser with a tolerance, how far numbers were apart.</summary>
    public required IReadOnlyList<Distance> Distances { get; init; }

    /// <summary>Why the normalisers may not be used like this; empty when they may. Whether each is needed at all is asked apart.</summary>
    /// <param name="rules">The channel's normalisers.</param>
    /// <param name="name">The workload or case.</param>
    /// <param name="channel">The channel.</param>
    public IEnumerable<Problem> Refusals(IReadOnlyList<NormaliserSettings> rules, string name, string channel)
    {
        string of = $"{channel} of {name}";
        if (Trouble is not null)
        {
            NormaliserSettings reader = rules.FirstOrDefault(rule => Tokens.TokenKinds.NeedsWholeText(rule.Kind)) ?? rules[0];
            yield return Refused("normaliser-cannot-read", $"{of} {Trouble}", "correct the normaliser's kind, path or columns, or remove it", reader);
        }

        if (Explained && Masked > Budget.Value * Bytes)
        {
            NormaliserSettings most = rules[Differing.Index().MaxBy(each => each.Item).Index];
            yield return Refused(
                "mask-budget",
                $"the normalisers take {Masked} of {Bytes} bytes out of the comparison of {of}, {Ratio.Of(Masked, Bytes)}; the limit is {Budget}",
                "have the program print less that changes, or write it to a stream or file of its own that is left quarantined",
                most);
        }

        if (TooManyValues)
        {
            yield return Refused("mask-values", $"the normalisers take more than {FormHash.MostValues} different values out of {of}; the limit is {FormHash.MostValues}", "have the program print less that changes", rules[0]);
        }

        foreach ((int index, NormaliserSettings rule) in rules.Index())
        {
            if (Explained && Excess(rule, Distances[index]) is string excess)
            {
                yield return Refused("tolerance-unjustified", $"the normaliser {rule} of {of} {excess}", "state no more than a small multiple of what the recordings show", rule);
            }
        }
    }

    /// <summary>The problem of a normaliser that is not needed: without it the recordings are already the same.</summary>
    public static Problem Unjustified(NormaliserSettings rule, string where, int recordings) => Refused(
        "mask-unjustified",
        $"the normaliser {rule} changes nothing between {recordings} recordings of {where}: without it they are already the same; at least one place must differ",
        "remove the normaliser; nothing is taken out of a comparison without a difference that was seen",
        rule);

    private static string? Excess(NormaliserSettings rule, Distance seen)
    {
        (string Name, double Stated, double Seen)[] limits = [("relative", rule.Relative, seen.Relative), ("absolute", rule.Absolute, seen.Absolute), ("ulp", rule.Ulp, seen.Ulp)];
        foreach ((string name, double stated, double largest) in limits)
        {
            if (stated > 0 && largest > 0 && stated > Tolerance.MostSlack * largest)
            {
                return FormattableString.Invariant($"allows {name} {stated:G3}, and the largest difference between recordings was {largest:G3}; the limit is {Tolerance.MostSlack:0} times that");
            }
        }

        return null;
    }

    private static Problem Refused(string rule, string what, string next, NormaliserSettings settings) => new(ExitCode.GateSaidNo, rule, what, next) { Place = settings.Place };
}
