using System.CommandLine;
using System.Text;
using Hone.Cli.Terminal;
using Hone.Linux.Machines;
using Hone.Linux.Profilers;
using Hone.Measurement;
using Hone.Problems;
using Hone.Reporting;

namespace Hone.Cli.Commands;

/// <summary><c>hone doctor</c>: the tools of this machine, and what is degraded without them.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        Option<bool> json = CommandOptions.Json();
        Option<bool> noise = new("--noise") { Description = "Instead: what makes figures unsteady on this machine, how much, and the smallest effect that can be shown; up to ten seconds." };
        Option<bool> strict = new("--strict") { Description = "With --noise: exit code 4 when neither wall nor CPU time can show an effect of 10 % here." };
        Command command = new(
            "doctor",
            """
            Which tools are there, what is degraded without the others, and how to get them. Changes nothing. Exit code 0 when
            everything is there, 3 when something is missing. With --noise it looks at the machine instead of the tools: exit
            code 0, or with --strict 4 when it is too noisy to measure on.

            Example: hone doctor --noise
            """)
        {
            noise,
            strict,
            json,
        };
        Front.Attach(command, json, front =>
        {
            if (front.Arguments.GetValue(noise))
            {
                return NoiseReport.Run(front, front.Arguments.GetValue(strict));
            }

            Host host = HostFingerprint.Read();
            Tool[] tools = [.. ToolBox.Find().Select(tool => ToolBox.WithVersion(tool, front.Cancellation))];
            List<string> advice = [];
            string[] packages = [.. tools.Where(tool => !tool.Found).Select(tool => tool.Package)];
            if (packages.Length > 0)
            {
                advice.Add("apt-get install " + string.Join(' ', packages));
            }

            if (PerfAccess.Read().Advice is string perf)
            {
                advice.Add(perf);
            }

            front.Print(new DoctorDocument("hone.doctor/1", host, tools, advice), ViewJson.Default.DoctorDocument, () => Text(host, tools, advice));
            return packages.Length == 0 ? ExitCode.Holds : ExitCode.ToolMissing;
        });
        return command;
    }

    private static string Text(Host host, Tool[] tools, List<string> advice)
    {
        StringBuilder text = new();
        foreach ((string name, string value) in host.Facts())
        {
            text.Append(name).Append(": ").Append(Printable.Clean(value)).Append('\n');
        }

        TextTable table = new("", "tool", "version", "gives");
        foreach (Tool tool in tools)
        {
            table.Add(tool.Found ? "✓" : "✗", tool.Name, tool.Version ?? (tool.Found ? "" : "missing"), tool.Gives);
        }

        text.Append('\n').Append(table.ToText());
        foreach (string line in advice)
        {
            text.Append('\n').Append(Style.Bold("advice")).Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }
}
