using Hone.Units;

namespace Hone.Workloads;

/// <summary>Builds workloads and commands from the valid values of their tables, and checks what concerns several keys at once.</summary>
internal static class WorkloadReader
{
    /// <summary>How long a build, the tests or a preparation may take unless the manifest says otherwise.</summary>
    public static Duration StandardTimeout { get; } = Duration.FromSeconds(600);

    /// <summary>The workload; null when its table was not complete, which its reader has reported.</summary>
    public static Workload? Read(ManifestValues values, ManifestPlaces places, ManifestErrors errors)
    {
        CommandLine? command = Command(values, null) is { } own ? own with { Timeout = null } : null;
        ManifestValues? preparation = values.Get<ManifestValues>("prepare");
        CommandLine? prepare = preparation is null ? null : Command(preparation, command);
        ManifestValues? service = values.Get<ManifestValues>("service");
        Service? load = service is null ? null : ServiceReader.Read(service, values, command, errors);
        CheckSizes(values, preparation, command, errors);
        CheckPaths(values, errors);
        IReadOnlyList<WorkloadMetric> metrics = MetricReader.Read(values.Get<List<ManifestValues>>("metric") ?? [], errors);
        if (values.Get<string>("name") is not { } name || command is null)
        {
            return null;
        }

        places.AddAll("workload." + name, values);
        if (preparation is not null)
        {
            places.AddAll($"workload.{name}.prepare", preparation);
        }

        if (service is not null)
        {
            places.AddAll($"workload.{name}.service", service);
        }

        Workload standard = new() { Name = name, Command = command };
        Workload read = standard with
        {
            Prepare = prepare is null ? null : prepare with { Timeout = prepare.Timeout ?? StandardTimeout },
            Service = load,
            StdinFile = values.Get<string>("stdin"),
            Inputs = Texts(values, "inputs"),
            Outputs = Texts(values, "outputs"),
            ExpectedExit = (int)(values.GetValue<long>("expect-exit") ?? standard.ExpectedExit),
            Timeout = values.GetValue<Duration>("timeout") ?? standard.Timeout,
            Runs = (int)(values.GetValue<long>("runs") ?? standard.Runs),
            TimeBudget = values.GetValue<Duration>("time-budget"),
            Warmups = (int)(values.GetValue<long>("warmups") ?? standard.Warmups),
            Items = values.GetValue<long>("items"),
            Sizes = values.Get<List<long>>("sizes") ?? [],
            Metrics = metrics,
            Primary = values.GetValue<bool>("primary") ?? standard.Primary,
            Weight = values.GetValue<double>("weight") ?? standard.Weight,
        };
        return read.Sizes.Count == 0 ? read : (read with { Template = read }).AtSize(read.Sizes[^1]);
    }

    /// <summary>The command of a table, with folder and variables of its own or else those of another command; null when it states none.</summary>
    public static CommandLine? Command(ManifestValues values, CommandLine? otherwise)
    {
        if ((values.Get<CommandLine>("command") ?? values.Get<CommandLine>("shell")) is not { } stated)
        {
            return null;
        }

        return stated with
        {
            WorkingDirectory = values.Get<string>("cwd") ?? otherwise?.WorkingDirectory ?? ".",
            Environment = values.Get<Dictionary<string, string>>("env") ?? otherwise?.Environment ?? new Dictionary<string, string>(),
            Timeout = values.GetValue<Duration>("timeout"),
        };
    }

    /// <summary>The paths of a key.</summary>
    public static List<string> Texts(ManifestValues values, string key) => [.. Stated(values, key).Select(each => each.Path)];

    private static void CheckSizes(ManifestValues values, ManifestValues? preparation, CommandLine? command, ManifestErrors errors)
    {
        string key = command is { Shell: true } ? "shell" : "command";
        (string Path, TextPlace At)[] read = [.. Inputs(values).Where(each => SizePlaceholder.IsIn(each.Path))];
        bool inCommand = command is not null && command.Words.Any(SizePlaceholder.IsIn);
        bool inPreparation = preparation is not null && Command(preparation, null) is { } prepare && prepare.Words.Any(SizePlaceholder.IsIn);
        bool sized = values.Has("sizes");
        if ((inCommand || read.Length > 0 || inPreparation) && !sized)
        {
            TextPlace at = inCommand ? values.PlaceOf(key) : read.Length > 0 ? read[0].At : preparation!.At;
            string what = inCommand ? key : read.Length > 0 ? ManifestErrors.Quote(read[0].Path) : "prepare";
            errors.Add(at, "sizes-missing", $"{what} has {{n}}, and there are no sizes for it", "add sizes = [1000, 2000, 4000, 8000]");
        }
        else if (sized && !inCommand && read.Length == 0 && command is not null)
        {
            errors.Add(values.PlaceOf("sizes"), "sizes-unused", $"sizes are given, and {key} has no {{n}} to put them in", $"write {{n}} in {key} (or stdin) where the size belongs, or remove sizes");
        }
        else if (inPreparation && read.Length == 0)
        {
            errors.Add(preparation!.At, "sizes-misplaced", "prepare has {n}, and neither stdin nor inputs has it: the input of one size would be taken for that of another", "write inputs = [\"input/{n}.txt\"], or what prepare makes for each size");
        }

        foreach ((string path, TextPlace at) in Stated(values, "outputs").Where(each => SizePlaceholder.IsIn(each.Path)))
        {
            errors.Add(at, "sizes-misplaced", $"{ManifestErrors.Quote(path)} has {{n}}, which outputs do not take: they are compared at the usual size only", "let every size write the same file");
        }
    }

    private static void CheckPaths(ManifestValues values, ManifestErrors errors)
    {
        HashSet<string> read = [.. Stated(values, "inputs").Select(each => each.Path)];
        if (values.Get<string>("stdin") is { } stdin)
        {
            read.Add(stdin);
        }

        foreach ((string path, TextPlace at) in Stated(values, "outputs"))
        {
            if (read.Contains(path))
            {
                errors.Add(at, "output-is-input", $"{ManifestErrors.Quote(path)} is both read and written, so that no two runs read the same", "let the command copy it first, or write elsewhere");
            }
        }
    }

    private static List<(string Path, TextPlace At)> Inputs(ManifestValues values) =>
        values.Get<string>("stdin") is { } stdin ? [(stdin, values.PlaceOf("stdin")), .. Stated(values, "inputs")] : Stated(values, "inputs");

    private static List<(string Path, TextPlace At)> Stated(ManifestValues values, string key) =>
        values.Get<List<(string Path, TextPlace At)>>(key) ?? [];
}
