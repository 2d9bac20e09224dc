using Hone.Linux.Measuring;
using Hone.Linux.Processes;
using Hone.Measurement.Comparing;
using Hone.Problems;
using Hone.Workloads;
using Hone.Workloads.Parameters;

namespace Hone.Cli.Steps.Comparing;

/// <summary>A command that takes part, with everything that is run around it.</summary>
internal sealed record CompareMember(string Name, string Text, ParameterChoice Choice, Subject Subject, SpawnRequest? Setup, SpawnRequest? Cleanup);

/// <summary>Commands that are compared with each other; the first is the reference.</summary>
/// <param name="Members">The commands, at least one.</param>
/// <param name="SameWork">False for values of a parameter, whose outputs differ by nature.</param>
internal sealed record CompareGroup(IReadOnlyList<CompareMember> Members, bool SameWork)
{
    /// <summary>
    /// The groups that the settings ask for: one command with parameters compares its values, several commands compare with each
    /// other within each combination of values.
    /// </summary>
    public static IReadOnlyList<CompareGroup> Build(CompareSettings settings)
    {
        IReadOnlyList<ParameterChoice> choices = ParameterChoice.Product(settings.Parameters);
        CheckParametersAreUsed(settings);
        int commands = settings.Commands.Count;
        foreach ((string option, IReadOnlyList<string> given) in new[] { ("--setup", settings.Setup), ("--prepare", settings.Prepare), ("--conclude", settings.Conclude), ("--cleanup", settings.Cleanup) })
        {
            if (given.Count > 1 && given.Count != commands)
            {
                throw new ProblemException(new(ExitCode.Usage, "option-count", $"{option} is given {given.Count} times for {commands} commands", "give it once for all commands, or once for each"));
            }
        }

        if (settings.Names.Count > commands)
        {
            throw new ProblemException(new(ExitCode.Usage, "option-count", $"{settings.Names.Count} names for {commands} commands", "give at most one --name for each command"));
        }

        List<CompareMember> all = [];
        List<CompareGroup> groups = [];
        foreach (ParameterChoice choice in choices)
        {
            CompareMember[] members = [.. Enumerable.Range(0, commands).Select(i => Member(settings, i, choice))];
            all.AddRange(members);
            groups.Add(new(FirstIs(settings, members), SameWork: true));
        }

        CheckNames(all);
        return commands > 1 ? groups : [new(FirstIs(settings, all), SameWork: false)];
    }

    private static List<CompareMember> FirstIs(CompareSettings settings, IReadOnlyList<CompareMember> members)
    {
        if (settings.Reference is not string wanted)
        {
            return [.. members];
        }

        CompareMember[] found = [.. members.Where((member, i) => IsCalled(settings, member, i, wanted))];
        return found.Length == 1
            ? [found[0], .. members.Where(member => member != found[0])]
            : throw new ProblemException(new(
                ExitCode.Usage,
                "reference-unknown",
                $"there is {(found.Length == 0 ? "no command" : "more than one command")} called '{wanted}'",
                $"give a number from 1 to {members.Count}, or one of: {string.Join(", ", members.Select(member => member.Name))}"));
    }

    private static bool IsCalled(CompareSettings settings, CompareMember member, int place, string wanted) =>
        int.TryParse(wanted, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number) && !settings.Names.Contains(wanted)
            ? number == place + 1
            : member.Name == wanted || member.Text == wanted || (settings.Commands.Count > 1 && BaseName(settings, place) == wanted) || settings.Commands[Math.Min(place, settings.Commands.Count - 1)] == wanted;

    private static CompareMember Member(CompareSettings settings, int place, ParameterChoice choice)
    {
        CommandSpawn spawn = new(settings, choice);
        string label = settings.Commands.Count == 1 && settings.Names.Count == 0 && choice.Values.Count > 0 ? "" : BaseName(settings, place);
        string name = string.Join(' ', new[] { label, choice.Label }.Where(part => part.Length > 0));
        (string text, SpawnRequest request) = spawn.Timed(settings.Commands[place]);
        Subject subject = new()
        {
            Name = text,
            Request = request,
            Prepare = spawn.Around(settings.Prepare, place),
            Conclude = spawn.Around(settings.Conclude, place),
            Values = settings.Printed is WorkloadMetric printed ? outcome => RunMetrics.Read([printed], outcome, settings.Folder, text) : null,
        };
        return new(name, text, choice, subject, spawn.Around(settings.Setup, place), spawn.Around(settings.Cleanup, place));
    }

    private static string BaseName(CompareSettings settings, int place) => place < settings.Names.Count ? settings.Names[place] : PairedSamples.Letter(place);

    private static void CheckNames(List<CompareMember> members)
    {
        if (members.GroupBy(member => member.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ProblemException(new(ExitCode.Usage, "name-twice", $"two commands are called '{twice.Key}'", "give each a --name of its own"));
        }
    }

    private static void CheckParametersAreUsed(CompareSettings settings)
    {
        string[] texts = [.. settings.Commands, .. settings.Setup, .. settings.Prepare, .. settings.Conclude, .. settings.Cleanup, .. settings.Environment.Values, settings.Input ?? "", settings.Output];
        foreach (Parameter parameter in settings.Parameters)
        {
            if (!texts.Any(text => ParameterChoice.IsUsed(text, parameter.Name)))
            {
                string? near = NearestWord.Of(parameter.Name, texts.SelectMany(text => text.Split('{').Skip(1)).Select(part => part.Split('}')[0]));
                throw new ProblemException(new(
                    ExitCode.Usage,
                    "parameter-unused",
                    $"no command has {{{parameter.Name}}}, so that its values would all be the same{(near is null ? "" : $"; there is {{{near}}}")}",
                    $"write {{{parameter.Name}}} where the value belongs"));
            }
        }

        if (settings.Parameters.GroupBy(parameter => parameter.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new ProblemException(new(ExitCode.Usage, "parameter-twice", $"the parameter '{twice.Key}' is given twice", "list all its values in one --param"));
        }

        if (settings.Parameters.Aggregate(1L, (product, parameter) => Math.Min(int.MaxValue, product * parameter.Values.Count)) * settings.Commands.Count > 1000)
        {
            throw new ProblemException(new(ExitCode.Usage, "too-many-commands", "the parameters make more than 1000 commands", "give fewer values"));
        }
    }
}
