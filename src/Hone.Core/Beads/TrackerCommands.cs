using Hone.Workloads;

namespace Hone.Beads;

/// <summary>
/// The commands by which a person brings a phase into a tracker that keeps a database. Hone does not write there: a line put
/// into the JSONL file of such a tracker is lost, or stops the tracker.
/// </summary>
public static class TrackerCommands
{
    /// <summary>For bd 0.60 and later: its import adds and updates by id, so it can be repeated.</summary>
    /// <param name="file">Hone's own list, relative to the project folder.</param>
    public static IReadOnlyList<string> ForBd(string file) => ["bd import " + ShellQuoting.Quote(file)];

    /// <summary>
    /// For br, which gives ids itself: a POSIX shell script of one command a line. Run once; br refuses a second bead of one
    /// external reference.
    /// </summary>
    public static IReadOnlyList<string> ForBr(BeadPlan plan)
    {
        List<string> lines = [];
        Dictionary<string, string> variables = [];
        foreach (PlannedBead bead in plan.Beads)
        {
            string variable = "b" + variables.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            variables[bead.Id] = variable;
            lines.Add($"{variable}=$(br create --silent --title {ShellQuoting.Quote(bead.Title)} --type {bead.Type} --priority {bead.Priority} "
                + $"--labels {string.Join(',', bead.Labels)} --external-ref {ShellQuoting.Quote(Bead.RefPrefix + bead.Key)} "
                + $"--description {ShellQuoting.Quote(bead.Description)})");
        }

        foreach (PlannedBead bead in plan.Beads)
        {
            lines.AddRange(bead.Dependencies
                .Where(edge => variables.ContainsKey(edge.On))
                .Select(edge => $"br dep add \"${variables[bead.Id]}\" \"${variables[edge.On]}\" --type {edge.Type}"));
        }

        return lines;
    }
}
