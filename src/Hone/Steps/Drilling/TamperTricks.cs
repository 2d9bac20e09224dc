using Hone.Changes.Drills;

namespace Hone.Cli.Steps.Drilling;

/// <summary>Hands on what is held to be given: goldens, inputs, manifest, tools, record.</summary>
internal static class TamperTricks
{
    private const string Goldens = ".hone/golden";
    private const string Checksums = ".hone/golden_checksums.txt";
    private const string Ledger = ".hone/ledger.jsonl";
    private const UnixFileMode Program = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>A golden output is edited where the change is made.</summary>
    public static DrillAnswer GoldenInTheChange(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        (string id, string worktree) = TrickPlay.Start(prepared, prepared.Row);
        prepared.Place.Apply(worktree, EvidenceTricks.FirstOf(prepared));
        Append(Golden(worktree), "one line more\n");
        return TrickPlay.Verify(prepared, id, TrickCost.Quick);
    }

    /// <summary>A time in the record becomes another.</summary>
    public static DrillAnswer EditedRecord(PreparedExample prepared)
    {
        string ledger = At(prepared, PreparedExample.Ready, Ledger);
        string[] lines = File.ReadAllLines(ledger);
        int line = Array.FindIndex(lines, text => text.Contains("\"kind\":\"baseline\"", StringComparison.Ordinal));
        int digit = lines[line].IndexOf("\"data\":", StringComparison.Ordinal) + lines[line][lines[line].IndexOf("\"data\":", StringComparison.Ordinal)..].AsSpan().IndexOfAnyInRange('1', '8');
        lines[line] = string.Concat(lines[line].AsSpan(0, digit), "9", lines[line].AsSpan(digit + 1));
        File.WriteAllText(ledger, string.Join('\n', lines) + "\n");
        return prepared.Place.Hone("ledger", "verify");
    }

    /// <summary>A recorded profile becomes another.</summary>
    public static DrillAnswer EditedProfile(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Ready);
        string digest = EvidenceTricks.Profiles(prepared).First();
        string artifact = Path.Combine(prepared.Place.Project, ".hone/artifacts", digest[..2], digest[2..]);
        byte[] bytes = File.ReadAllBytes(artifact);
        bytes[bytes.Length / 2] ^= 1;
        Replace(artifact, bytes);
        return prepared.Place.Hone("ledger", "verify");
    }

    /// <summary>A golden output of the sealed project becomes another.</summary>
    public static DrillAnswer EditedGolden(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Sealed);
        Append(Golden(prepared.Place.Project), "one line more\n");
        return Start(prepared);
    }

    /// <summary>An input of the sealed project becomes another.</summary>
    public static DrillAnswer EditedInput(PreparedExample prepared)
    {
        Append(At(prepared, PreparedExample.Sealed, prepared.Example.Input), "one line more\n");
        return Start(prepared);
    }

    /// <summary>All that is compared is taken out of the sealed manifest.</summary>
    public static DrillAnswer VacuousComparison(PreparedExample prepared)
    {
        string manifest = At(prepared, PreparedExample.Sealed, "hone.toml");
        string text = File.ReadAllText(manifest);
        string[] kept = [.. text[..text.IndexOf("[[oracle.", StringComparison.Ordinal)].Split('\n').Where(line => !line.StartsWith("outputs", StringComparison.Ordinal))];
        File.WriteAllText(manifest, string.Join('\n', kept));
        return Start(prepared);
    }

    /// <summary>A file that the build tool or the interpreter reads by itself.</summary>
    public static DrillAnswer PlantedBuildFile(PreparedExample prepared)
    {
        string file = At(prepared, PreparedExample.Sealed, prepared.Example.BuildFile);
        File.WriteAllText(file, file.EndsWith(".targets", StringComparison.Ordinal) ? "<Project/>\n" : "# nothing\n");
        return Start(prepared);
    }

    /// <summary>What goldens are held against is gone.</summary>
    public static DrillAnswer RemovedGolden(PreparedExample prepared)
    {
        File.Delete(At(prepared, PreparedExample.Sealed, Checksums));
        return Start(prepared);
    }

    /// <summary>Another tool of the same name is found first.</summary>
    public static DrillAnswer ToolFirstInPath(PreparedExample prepared)
    {
        prepared.Place.BringBack(PreparedExample.Sealed);
        string tool = Path.Combine(prepared.Place.Home, prepared.Example.Tool);
        File.WriteAllText(tool, "#!/bin/sh\nexit 0\n");
        File.SetUnixFileMode(tool, Program);
        return prepared.Place.HoneWith(
            new Dictionary<string, string?> { ["PATH"] = prepared.Place.Home + ":" + Environment.GetEnvironmentVariable("PATH") }, "change", "start", prepared.Row);
    }

    private static DrillAnswer Start(PreparedExample prepared) => prepared.Place.Hone("change", "start", prepared.Row);

    private static string At(PreparedExample prepared, string state, string file)
    {
        prepared.Place.BringBack(state);
        return Path.Combine(prepared.Place.Project, file);
    }

    private static string Golden(string folder) => Directory.EnumerateFiles(Path.Combine(folder, Goldens), "stdout", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();

    private static void Append(string file, string text) => Replace(file, [.. File.ReadAllBytes(file), .. System.Text.Encoding.ASCII.GetBytes(text)]);

    // Whatever its permissions are: who owns a file can always put another in its place.
    private static void Replace(string file, byte[] bytes)
    {
        File.Delete(file);
        File.WriteAllBytes(file, bytes);
    }
}
