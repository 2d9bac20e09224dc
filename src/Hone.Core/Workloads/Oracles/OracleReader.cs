using Hone.Units;

namespace Hone.Workloads.Oracles;

/// <summary>Builds <c>[oracle]</c> from the valid values of its tables, and checks what concerns several of them at once.</summary>
/// <param name="workloads">The manifest's workloads.</param>
/// <param name="places">Takes where values stand.</param>
/// <param name="errors">Takes what is wrong.</param>
internal sealed class OracleReader(IReadOnlyList<Workload> workloads, ManifestPlaces places, ManifestErrors errors)
{
    private readonly Dictionary<string, TextPlace> _cases = new(StringComparer.Ordinal);

    /// <summary>The oracle; what is not valid is left out and reported.</summary>
    public OracleSettings Read(ManifestValues values)
    {
        places.AddAll("oracle", values);
        OracleSettings standard = new();
        List<ManifestValues> cases = values.Get<List<ManifestValues>>("case") ?? [];
        foreach (ManifestValues each in cases)
        {
            CheckName(each);
        }

        List<InvariantSettings> invariants = [.. Each("invariant", Invariant)];
        List<NormaliserSettings> normalisers = [.. Each("normalise", Normaliser)];
        NormaliserRules.Check(normalisers, invariants, values.Get<List<ManifestValues>>("normalise") ?? [], errors);
        return standard with
        {
            Recordings = (int)(values.GetValue<long>("recordings") ?? standard.Recordings),
            Headers = values.Get<List<string>>("headers") is { } headers ? [.. headers.Select(header => header.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)] : standard.Headers,
            Cases = [.. cases.Select(Case).OfType<OracleCase>()],
            Invariants = invariants,
            Normalisers = normalisers,
            Fuzz = values.Get<ManifestValues>("fuzz") is { } fuzz ? Fuzz(fuzz) : null,
            Strength = values.Get<ManifestValues>("strength") is { } strength ? Strength(strength) : standard.Strength,
        };

        IEnumerable<T> Each<T>(string key, Func<ManifestValues, T?> read)
            where T : class => (values.Get<List<ManifestValues>>(key) ?? []).Select(read).OfType<T>();
    }

    private void CheckName(ManifestValues values)
    {
        if (values.Get<string>("name") is not { } name)
        {
            return;
        }

        bool taken = workloads.Any(workload => workload.Name == name);
        if (taken || !_cases.TryAdd(name, values.PlaceOf("name")))
        {
            string first = taken ? "a workload is called that" : $"the first is at {errors.PlaceOf(_cases[name])}";
            errors.Add(values.PlaceOf("name"), "duplicate-case", $"a second case is called {ManifestErrors.Quote(name)}; {first}", "give each case a name of its own");
        }
    }

    private OracleCase? Case(ManifestValues values)
    {
        if (values.Has("command") && values.Has("shell"))
        {
            errors.Add(values.PlaceOf("shell"), "two-commands", "[[oracle.case]] has both command and shell", "keep one of them");
        }

        if (values.Get<string>("name") is not { } name || Home(values, required: true) is not Workload home)
        {
            return null;
        }

        places.AddAll("case." + name, values);
        CommandLine? own = WorkloadReader.Command(values, home.Command);
        CommandLine command = own ?? home.Command with
        {
            WorkingDirectory = values.Get<string>("cwd") ?? home.Command.WorkingDirectory,
            Environment = values.Get<Dictionary<string, string>>("env") ?? home.Command.Environment,
        };
        if (command.Words.Any(SizePlaceholder.IsIn))
        {
            errors.Add(values.At, "case-size", $"the case {name} would run a command with {{n}}, which only a workload with sizes fills in", "write the case's own command");
        }

        if (home.Service is not null && own is null)
        {
            errors.Add(values.At, "case-of-service", $"the workload {home.Name} is a server, and what its case {name} should run is not said", "write the case's own command, or put more requests into the workload's requests file");
        }

        ManifestValues? preparation = values.Get<ManifestValues>("prepare");
        CommandLine? prepare = preparation is null ? (own is null ? home.Prepare : null) : WorkloadReader.Command(preparation, command);
        return new OracleCase
        {
            Name = name,
            Workload = home.Name,
            Command = command with { Timeout = null },
            Prepare = prepare is null ? null : prepare with { Timeout = prepare.Timeout ?? WorkloadReader.StandardTimeout },
            StdinFile = values.Get<string>("stdin") ?? (own is null ? home.StdinFile : null),
            Inputs = values.Has("inputs") ? WorkloadReader.Texts(values, "inputs") : own is null ? home.Inputs : [],
            Outputs = values.Has("outputs") ? WorkloadReader.Texts(values, "outputs") : home.Outputs,
            ExpectedExit = (int)(values.GetValue<long>("expect-exit") ?? (own is null ? home.ExpectedExit : 0)),
            Timeout = values.GetValue<Duration>("timeout") ?? home.Timeout,
        };
    }

    private NormaliserSettings? Normaliser(ManifestValues values)
    {
        CheckAbout(values);
        return values.Get<string>("channel") is { } channel && values.Get<string>("kind") is { } kind
            ? new()
            {
                Kind = NormaliserSettings.Parse(kind),
                Channel = channel,
                Workload = values.Get<string>("workload"),
                Case = values.Get<string>("case"),
                Path = values.Get<string>("path"),
                Columns = values.Get<List<string>>("columns") ?? [],
                Relative = values.GetValue<double>("relative") ?? 0,
                Absolute = values.GetValue<double>("absolute") ?? 0,
                Ulp = values.GetValue<long>("ulp") ?? 0,
                Invariant = values.Get<string>("invariant"),
                Place = errors.PlaceOf(values.At),
            }
            : null;
    }

    private InvariantSettings? Invariant(ManifestValues values)
    {
        CheckAbout(values);
        if (values.Get<string>("name") is not { } name || values.Get<string>("holds") is not { } holds)
        {
            return null;
        }

        string key = "invariant." + name;
        if (places.All.TryGetValue(key, out string? first))
        {
            errors.Add(values.PlaceOf("name"), "duplicate-invariant", $"a second invariant is called {ManifestErrors.Quote(name)}; the first is at {first}", "give each invariant a name of its own");
        }

        places.AddAll(key, values);
        return new() { Name = name, Workload = values.Get<string>("workload"), Case = values.Get<string>("case"), Holds = holds, Place = errors.PlaceOf(values.PlaceOf("holds")) };
    }

    private FuzzSettings? Fuzz(ManifestValues values)
    {
        places.AddAll("oracle.fuzz", values);
        _ = Home(values, required: false);
        string? input = values.Get<string>("input");
        if (input is not null && input != FuzzSettings.StandardInput)
        {
            string? path = ProjectPath.Normalize(input, out string reason);
            if (path is null)
            {
                errors.Add(values.PlaceOf("input"), "bad-path", $"input takes a path inside the project folder or stdin, and {ManifestErrors.Quote(input)} {reason}", "write it relative to the folder of hone.toml");
            }

            input = path;
        }

        FuzzSettings standard = new() { Input = input ?? "" };
        return input is null ? null : standard with
        {
            Workload = values.Get<string>("workload"),
            Seeds = WorkloadReader.Texts(values, "seeds"),
            Flags = values.Get<List<IReadOnlyList<string>>>("flags") ?? [],
            Inputs = (int)(values.GetValue<long>("inputs") ?? standard.Inputs),
            TimeBudget = values.GetValue<Duration>("time-budget") ?? standard.TimeBudget,
        };
    }

    private StrengthSettings Strength(ManifestValues values)
    {
        places.AddAll("oracle.strength", values);
        StrengthSettings standard = new();
        return standard with
        {
            Mutants = (int)(values.GetValue<long>("mutants") ?? standard.Mutants),
            TimeoutFactor = values.GetValue<double>("timeout-factor") ?? standard.TimeoutFactor,
            Sources = WorkloadReader.Texts(values, "sources"),
        };
    }

    private void CheckAbout(ManifestValues values)
    {
        _ = Home(values, required: false);
        if (values.Get<string>("case") is { } name && !_cases.ContainsKey(name) && !workloads.Any(workload => workload.Name == name))
        {
            Unknown(values, "case", name, _cases.Keys);
        }

        if (values.Has("workload") && values.Has("case"))
        {
            errors.Add(values.PlaceOf("case"), "two-keys", "it is about a workload and about a case", "keep one of workload and case");
        }
    }

    private Workload? Home(ManifestValues values, bool required)
    {
        if (values.Get<string>("workload") is not { } name)
        {
            return null;
        }

        Workload? home = workloads.FirstOrDefault(workload => workload.Name == name);
        if (home is null && (required || workloads.Count > 0))
        {
            Unknown(values, "workload", name, workloads.Select(workload => workload.Name));
        }

        return home;
    }

    private void Unknown(ManifestValues values, string key, string name, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string? near = NearestWord.Of(name, names);
        errors.Add(values.PlaceOf(key), "unknown-" + key, $"there is no {key} called {ManifestErrors.Quote(name)}" + (near is null ? "" : $"; did you mean {near}?"),
            near is not null ? $"write {key} = \"{near}\"" : names.Length == 0 ? $"remove the key {key}: there are none" : $"the manifest has: {string.Join(", ", names)}");
    }
}
