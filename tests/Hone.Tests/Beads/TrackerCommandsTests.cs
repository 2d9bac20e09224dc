using System.Diagnostics;
using Hone.Beads;

namespace Hone.Tests.Beads;

public sealed class TrackerCommandsTests
{
    [Fact]
    public void The_script_for_br_makes_every_bead_and_every_edge()
    {
        // A stand-in for br that gives ids as br does and says what it was asked; the shell is a real one.
        string script = "n=0\nbr() { if [ \"$1\" = create ]; then printf 'create|%s|%s\\n' \"$4\" \"${12}\" >&2; echo \"id:$4\"; else printf 'dep|%s|%s|%s\\n' \"$3\" \"$4\" \"$6\" >&2; fi; }\n"
            + string.Join('\n', TrackerCommands.ForBr(Phase.Plan));
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script]) { RedirectStandardError = true })!;
        string[] said = shell.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        shell.WaitForExit();

        Dictionary<string, string> titles = Phase.Plan.Beads.ToDictionary(bead => bead.Id, bead => bead.Title);
        string[] expected =
        [
            .. Phase.Plan.Beads.Select(bead => $"create|{bead.Title}|hone:{bead.Key}"),
            .. Phase.Plan.Beads.SelectMany(bead => bead.Dependencies.Select(edge => $"dep|id:{bead.Title}|id:{titles[edge.On]}|{edge.Type}")),
        ];
        Assert.Equal(expected, said);
        Assert.Equal(0, shell.ExitCode);
    }
}
