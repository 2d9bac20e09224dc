using System.Text;
using Hone.Equivalence.Normalisers;
using Hone.Workloads.Oracles;

namespace Hone.Tests.Equivalence.Normalisers;

/// <summary>Texts through normalisers, as the tests want them.</summary>
internal static class Reads
{
    public static KnownFolders Folders { get; } = new(["/home/ada", "/scratch/another-home"], ["/scratch/tmp"]);

    public static NormaliserSettings Rule(string kind) => new() { Kind = NormaliserSettings.Parse(kind), Channel = "stdout", Place = "hone.toml:9:1" };

    public static NormaliserSettings[] Rules(string kinds) => [.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Rule)];

    /// <summary>What the recordings show.</summary>
    public static ChannelNoise Noise(IReadOnlyList<NormaliserSettings> rules, params string[] recordings)
    {
        using NoiseReading reading = new(rules, Folders, () => new MemoryStream());
        foreach (string recording in recordings)
        {
            reading.Add(Encoding.UTF8.GetBytes(recording));
            reading.Finish();
        }

        return reading.Result();
    }

    public static string Form(IReadOnlyList<NormaliserSettings> rules, TokenMask mask, string text) =>
        FormReading.Of(Encoding.UTF8.GetBytes(text), rules, mask, Folders).Sha256;

    public static string Text(IReadOnlyList<NormaliserSettings> rules, TokenMask mask, string text) =>
        Encoding.UTF8.GetString(FormText.Of(Encoding.UTF8.GetBytes(text), rules, mask, Folders));

    /// <summary>The tokens of a text, each in ⟨⟩.</summary>
    public static string Marked(string kinds, string text)
    {
        TokenMask all = new();
        for (int index = 0; index < 100; index++)
        {
            all.Add(index);
        }

        NormaliserSettings[] rules = Rules(kinds);
        MarkSink sink = new();
        Hone.Equivalence.Normalisers.Tokens.TokenScanner scanner = new(rules, Folders, sink);
        scanner.Add(Encoding.UTF8.GetBytes(text));
        scanner.Finish();
        return Encoding.UTF8.GetString(sink.Bytes.ToArray());
    }

    private sealed class MarkSink : ITokenSink
    {
        public MemoryStream Bytes { get; } = new();

        public void Literal(ReadOnlySpan<byte> bytes) => Bytes.Write(bytes);

        public void Token(int rule, ReadOnlySpan<byte> raw)
        {
            Bytes.Write("⟨"u8);
            Bytes.Write(raw);
            Bytes.Write("⟩"u8);
        }
    }
}
