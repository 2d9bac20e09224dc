using Hone.Linux.Storage;
using Hone.Measurement;
using Hone.Measurement.Comparing;
using Hone.Measurement.Comparing.Formats;
using Hone.Problems;
using Hone.Reporting.Comparisons;

namespace Hone.Cli.Steps.Comparing;

/// <summary>Judges again what was measured before: Hone's own samples, or describes what hyperfine exported.</summary>
internal static class ReadStep
{
    private const long LargestFile = 512 << 20;

    /// <summary>What was read, as it is reported, and the samples themselves where they are Hone's.</summary>
    public sealed record Answer(ComparisonReport Report, IReadOnlyList<PairedSamples> Samples);

    /// <summary>Reads the files; all must be of one kind.</summary>
    /// <param name="paths">At least one.</param>
    /// <param name="metric">The metric to judge by; null for the one that the runs were stopped by.</param>
    public static Answer Run(IReadOnlyList<string> paths, Metric? metric)
    {
        List<PairedSamples> pairs = [];
        List<MeasuredCommand> commands = [];
        foreach (string path in paths)
        {
            byte[] bytes = Bytes(path);
            if (Pairs(bytes) is { Count: > 0 } samples)
            {
                pairs.AddRange(samples);
            }
            else if (HyperfineExport.Read(bytes) is { } export)
            {
                commands.AddRange(export.Commands(commands.Count));
            }
            else
            {
                throw Unreadable(path, "holds neither samples of hone compare nor an export of hyperfine with its times");
            }
        }

        if (pairs.Count > 0 && commands.Count > 0)
        {
            throw Unreadable(paths[0], "and the others are of different kinds: pairs and single runs cannot be judged together");
        }

        if (pairs.Count == 0)
        {
            return new(ComparisonReport.Described(commands), []);
        }

        if (pairs.Any(samples => samples.Design != pairs[0].Design || samples.Metric != pairs[0].Metric || samples.Host != pairs[0].Host))
        {
            throw Unreadable(paths[0], "and the others come from different hosts, or were decided in different ways");
        }

        Metric judged = metric ?? pairs[0].Judged;
        return new(ComparisonReport.From(pairs, judged), pairs);
    }

    // One document, or one a line where the parameters made several comparisons.
    private static List<PairedSamples>? Pairs(byte[] bytes)
    {
        List<PairedSamples> samples = [];
        foreach (Range range in bytes.AsSpan().TrimEnd((byte)'\n').Split((byte)'\n'))
        {
            if (PairedSamples.Read(bytes.AsSpan(range)) is not { } one)
            {
                return null;
            }

            samples.Add(one);
        }

        return samples;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > LargestFile } ? throw Unreadable(path, "is larger than 512 MiB") : File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unreadable(path, "does not exist");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw DiskProblem.From(error, path);
        }
    }

    private static ProblemException Unreadable(string path, string what) => new(new(
        ExitCode.Usage, "samples-unreadable", "the file " + what, "give what --export-samples of hone compare or --export-json of hyperfine wrote")
    { Place = path });
}
