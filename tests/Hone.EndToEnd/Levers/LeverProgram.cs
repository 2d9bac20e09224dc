using System.Text.Json;

namespace Hone.EndToEnd.Levers;

/// <summary>A small program whose lever is known, written by somebody who did not know the rules.</summary>
/// <param name="Name">Its folder.</param>
/// <param name="Lever">The lever; null for a program that has none.</param>
/// <param name="Function">The function that the lever is in.</param>
internal sealed record LeverProgram(string Name, string? Lever, string? Function)
{
    /// <summary>Where the programs lie.</summary>
    public static string Folder { get; } = Path.Combine(Repository.Root, "tests/Hone.EndToEnd/Levers/programs");

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<LeverProgram> All { get; } =
    [
        .. Directory.GetFiles(Folder, "expect.toml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file =>
        {
            string[] lines = File.ReadAllLines(file);
            return new LeverProgram(Path.GetFileName(Path.GetDirectoryName(file))!, Value(lines, "lever"), Value(lines, "function"));
        }),
    ];

    private static string? Value(string[] lines, string key) =>
        lines.FirstOrDefault(line => line.StartsWith(key + " =", StringComparison.Ordinal)) is string line ? line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim().Trim('"') : null;
}

/// <summary>What the tool found in one program.</summary>
/// <param name="Program">The program.</param>
/// <param name="Findings">Levers and functions, best supported first.</param>
internal sealed record LeverAnswer(LeverProgram Program, IReadOnlyList<(string Lever, string Function, bool Raises)> Findings)
{
    /// <summary>The place of the right lever among the findings, from 1; 0 when it is not there.</summary>
    public int Rank => Findings.ToList().FindIndex(finding => finding.Lever == Program.Lever) + 1;

    /// <summary>Levers that would raise a bead by themselves.</summary>
    public IEnumerable<string> Raised => Findings.Where(finding => finding.Raises).Select(finding => finding.Lever);

    /// <summary>One line for people.</summary>
    public override string ToString() =>
        $"{Program.Name,-10} {Program.Lever ?? "clean",-20} {(Program.Lever is null ? (Raised.Any() ? "RAISED " + string.Join(", ", Raised) : "none raised") : Rank == 0 ? "MISSED" : Rank > 2 ? $"rank {Rank} MISSED" : $"rank {Rank}"),-14}"
        + $" first: {string.Join(", ", Findings.Take(3).Select(finding => $"{finding.Lever} {finding.Function}{(finding.Raises ? "!" : "")}"))}";

    /// <summary>Reads the answer of <c>hone levers find --json</c>.</summary>
    public static LeverAnswer Of(LeverProgram program, string json) => new(
        program,
        [
            .. JsonDocument.Parse(json).RootElement.GetProperty("findings").EnumerateArray()
                .Select(finding => (finding.GetProperty("lever").GetString()!, finding.GetProperty("function").GetString()!, finding.GetProperty("reliability").GetString() == "raises")),
        ]);
}
