using Hone.Equivalence;
using Hone.Equivalence.Fuzzing;
using Hone.Problems;
using Hone.Units;
using Hone.Workloads;
using Hone.Workloads.Oracles;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>What generated inputs are given to: one workload's command, in which one input is varied.</summary>
/// <param name="Judge">The workload as a case.</param>
/// <param name="Input">The file that is varied, relative to the project folder, or <c>stdin</c>.</param>
/// <param name="Seeds">The inputs that others are made of.</param>
/// <param name="Flags">Arguments that may be put behind the command, one list at a time.</param>
internal sealed record FuzzTarget(CaseJudge Judge, string Input, IReadOnlyList<byte[]> Seeds, IReadOnlyList<IReadOnlyList<string>> Flags)
{
    private const long LargestSeed = 64 << 20;
    private const int ReadOfSeed = 256 * 1024;

    /// <summary>
    /// What the manifest's <c>[oracle.fuzz]</c> says; without it, or a workload in it, the first primary workload and its standard
    /// input or first input. Null when there is nothing to vary, and the note says so.
    /// </summary>
    public static FuzzTarget? Of(Session session, IReadOnlyList<CaseJudge> judges, out string? note)
    {
        FuzzSettings? settings = session.Project.Oracle.Fuzz;
        string workload = settings?.Workload
            ?? session.Project.Workloads.FirstOrDefault(each => each.Primary && each.Service is null)?.Name
            ?? session.Project.Workloads[0].Name;
        CaseJudge? judge = judges.FirstOrDefault(each => each.Case.Name == workload);
        if (judge is null)
        {
            note = $"no input was generated: {workload} is not among the workloads that were run";
            return null;
        }

        string? input = settings?.Input ?? (judge.Case.StdinFile is not null ? FuzzSettings.StandardInput : judge.Case.Inputs.Count > 0 ? judge.Case.Inputs[0] : null);
        if (input is null)
        {
            note = $"no input was generated: {workload} reads none that hone.toml names; [oracle.fuzz] input says which to vary";
            return null;
        }

        string[] places = [.. SeedFiles(settings, judge, judges, input).Distinct()];
        List<byte[]> seeds = [.. places.Select(path => Read(Path.Combine(session.Folder, path))).OfType<byte[]>().OrderBy(bytes => bytes.Length)];
        note = seeds.Count == 0 ? $"no input was generated: there is nothing at {input} to start from" : null;
        return seeds.Count == 0 ? null : new(judge, input, seeds, settings?.Flags ?? []);
    }

    /// <summary>Why no input can be put at a place; null where one can.</summary>
    public string? Refusal(RunPlace place) => Input == FuzzSettings.StandardInput || Input == Judge.Case.StdinFile || PlacedInput.Find(place, Input) is not null ? null
        : $"no input was generated: {Input} lies behind a link that leads out of the project, or to nothing, and is not replaced by another";

    /// <summary>Runs what is built in a tree on an input.</summary>
    public Seen Run(TrialTree tree, FuzzInput input, Duration limit) => Judge.Run(tree.Place(Judge.Case, limit) with
    {
        Input = new(Input, input.Bytes),
        Arguments = input.Flags is int flags ? Flags[flags] : [],
    });

    // What a case reads where the workload reads the varied file: its standard input, or the input of the same place in its list.
    private static IEnumerable<string> SeedFiles(FuzzSettings? settings, CaseJudge judge, IReadOnlyList<CaseJudge> judges, string input)
    {
        if (settings is { Seeds.Count: > 0 })
        {
            return settings.Seeds;
        }

        IEnumerable<OracleCase> cases = judges.Select(each => each.Case).Where(each => each.Workload == judge.Case.Name);
        if (input == FuzzSettings.StandardInput)
        {
            return cases.Select(each => each.StdinFile).OfType<string>();
        }

        int place = judge.Case.Inputs.ToList().IndexOf(input);
        return cases.Where(each => place >= 0 && place < each.Inputs.Count).Select(each => each.Inputs[place]).Prepend(input);
    }

    private static byte[]? Read(string path)
    {
        try
        {
            FileInfo info = new(path);
            if (!info.Exists || info.Length > LargestSeed)
            {
                return null;
            }

            using FileStream file = info.OpenRead();
            byte[] bytes = new byte[Math.Min(info.Length, ReadOfSeed)];
            return bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new(ExitCode.Usage, "seed-unreadable", "a seed input cannot be read: " + error.Message, "make it readable, or name others in [oracle.fuzz] seeds") { Place = path }, error);
        }
    }
}
