using Hone.Equivalence.Normalisers;
using Hone.Workloads.Oracles;

namespace Hone.Equivalence;

/// <summary>How one channel of a run is held against the golden output.</summary>
/// <param name="Golden">The channel as it was recorded.</param>
/// <param name="Rules">Its normalisers.</param>
/// <param name="Mask">What the recordings justify to take out of the comparison.</param>
/// <param name="Folders">Folders of this machine.</param>
public sealed record ChannelOracle(GoldenChannel Golden, IReadOnlyList<NormaliserSettings> Rules, TokenMask Mask, KnownFolders Folders)
{
    /// <summary>True when the bytes themselves are compared.</summary>
    public bool IsExact => Rules.Count == 0;

    /// <summary>A reading that gives the form of a run's channel while it comes.</summary>
    public FormReading Reading() => new(Rules, Mask, Folders);

    /// <summary>How the channel differs; null when it does not.</summary>
    /// <param name="candidate">The channel of the run.</param>
    /// <param name="form">Its form; null when nobody read along.</param>
    /// <param name="bytes">Its bytes; null when they are not kept.</param>
    /// <param name="golden">Gives the golden bytes; null when they are not kept.</param>
    public Divergence? Differs(GoldenChannel candidate, ChannelForm? form, byte[]? bytes, Func<byte[]?> golden)
    {
        if (IsExact || candidate.Sha256 == Golden.Sha256)
        {
            return Divergences.Of(Golden, candidate);
        }

        // Kind and permissions count as they do of any other.
        if (Divergences.Of(Golden with { Sha256 = "" }, candidate with { Sha256 = "" }) is Divergence other)
        {
            return other;
        }

        form ??= bytes is null ? null : FormReading.Of(bytes, Rules, Mask, Folders);
        if (form is null)
        {
            return new(Golden.Name, $"differs and is too large to be read again ({candidate.Bytes} bytes)");
        }

        if (form.Trouble is not null)
        {
            return new(Golden.Name, form.Trouble);
        }

        if (form.Sha256 != Golden.Form)
        {
            return new(Golden.Name, Divergences.Content(Golden, candidate) + ", in more than its normalisers take out");
        }

        return form.Values.Count == 0 ? null : Beyond(form, golden);
    }

    /// <summary>The channel for people, as the normalisers leave it.</summary>
    public byte[] Text(byte[] bytes) => IsExact ? bytes : FormText.Of(bytes, Rules, Mask, Folders);

    private Divergence? Beyond(ChannelForm form, Func<byte[]?> golden)
    {
        if (golden() is not byte[] bytes)
        {
            return new(Golden.Name, "differs, and the golden numbers are not on this machine to compare with");
        }

        foreach (((int rule, string expected), (int _, string now)) in FormReading.Of(bytes, Rules, Mask, Folders).Values.Zip(form.Values))
        {
            if (!Tolerance.Allows(Rules[rule], expected, now))
            {
                return new(Golden.Name, $"has the number {now}, and {expected} in the golden output, which is more than {Rules[rule]} allows");
            }
        }

        return null;
    }
}
