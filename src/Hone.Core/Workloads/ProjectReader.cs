using Hone.Units;
using Hone.Workloads.Agents;
using Hone.Workloads.Oracles;

namespace Hone.Workloads;

/// <summary>Reads the manifest's root table into a project.</summary>
internal static class ProjectReader
{
    /// <summary>The project; null, with errors, when the manifest does not state one.</summary>
    public static Project? Read(TomlTable root, ManifestErrors errors)
    {
        Dictionary<string, ManifestValues> tables = new(StringComparer.Ordinal);
        List<ManifestValues> workloads = [];
        HashSet<string> meant = new(root.Keys, StringComparer.Ordinal);
        foreach (string name in root.Keys)
        {
            root.TryGet(name, out TextPlace at, out TomlNode node);
            if (ManifestKeys.Tables.FirstOrDefault(table => table.Name == name) is not { } shape)
            {
                Unknown(name, at, node, meant, errors);
            }
            else if (shape.Repeated)
            {
                ReadEach(node, at, shape, workloads, errors);
            }
            else if (node is TomlTable table)
            {
                tables[name] = ManifestTableReader.Read(table, shape, errors);
            }
            else
            {
                errors.Add(at, "wrong-type", $"{name} is one table, and this is {node.TypeName}", $"write {shape.Header}, with one pair of brackets");
            }
        }

        foreach (ManifestTable shape in ManifestKeys.Tables)
        {
            if (shape.Required && !meant.Contains(shape.Name))
            {
                errors.Add(new TextPlace(1, 1), "missing-table", $"the manifest has no {shape.Header}", $"add {shape.Header} with {string.Join(" and ", Needed(shape))}");
            }
        }

        CheckNames(workloads, errors);
        ManifestPlaces places = new(errors);
        List<Workload> read = [.. workloads.Select(each => WorkloadReader.Read(each, places, errors)).OfType<Workload>()];
        OracleSettings oracle = tables.TryGetValue("oracle", out ManifestValues? stated) ? new OracleReader(read, places, errors).Read(stated) : new();
        ScheduleSettings? schedule = tables.TryGetValue("schedule", out ManifestValues? times) ? ScheduleReader.Read(times, errors) : null;
        if (!errors.IsEmpty)
        {
            return null;
        }

        if (times is not null)
        {
            places.AddAll("schedule", times);
        }

        ManifestValues project = tables["project"];
        places.AddAll("project", project);
        ManifestValues thresholds = tables.GetValueOrDefault("thresholds") ?? new ManifestValues(new TextPlace(1, 1));
        places.AddAll("thresholds", thresholds);
        ManifestValues levers = tables.GetValueOrDefault("levers") ?? new ManifestValues(new TextPlace(1, 1));
        places.AddAll("levers", levers);
        Thresholds standard = new();
        ManifestValues growth = tables.GetValueOrDefault("growth") ?? new ManifestValues(new TextPlace(1, 1));
        places.AddAll("growth", growth);
        GrowthSettings usual = new();
        ManifestValues agent = tables.GetValueOrDefault("agent") ?? new ManifestValues(new TextPlace(1, 1));
        places.AddAll("agent", agent);
        return new Project
        {
            Name = project.Get<string>("name")!,
            BeadPrefix = project.Get<string>("bead-prefix") ?? "bd",
            Build = Command("build"),
            Test = Command("test"),
            Workloads = read,
            Oracle = oracle,
            Thresholds = new Thresholds
            {
                HotspotShare = thresholds.GetValue<Ratio>("hotspot-share") ?? standard.HotspotShare,
                Score = thresholds.GetValue<double>("score") ?? standard.Score,
            },
            Levers = RuleThresholds.From(levers),
            Growth = new GrowthSettings { Budget = growth.GetValue<Duration>("budget") ?? usual.Budget, InRun = growth.GetValue<bool>("run") ?? usual.InRun },
            Agent = AgentReader.Read(agent),
            Schedule = schedule,
            Places = places.All,
        };

        CommandLine? Command(string name)
        {
            if (tables.GetValueOrDefault(name) is not { } values)
            {
                return null;
            }

            places.AddAll(name, values);
            return WorkloadReader.Command(values, null) is { } command ? command with { Timeout = command.Timeout ?? WorkloadReader.StandardTimeout } : null;
        }
    }

    private static IEnumerable<string> Needed(ManifestTable shape) =>
        shape.Keys.Where(key => key.Required || (shape.HasCommand && key.Name == "command")).Select(key => key.Name);

    private static void ReadEach(TomlNode node, TextPlace at, ManifestTable shape, List<ManifestValues> into, ManifestErrors errors)
    {
        if (node is not TomlArray array)
        {
            errors.Add(at, "wrong-type", $"{shape.Name} is an array of tables, and this is {node.TypeName}", $"write {shape.Header}, with two pairs of brackets");
            return;
        }

        if (array.Items.Count == 0)
        {
            errors.Add(array.At, "missing-table", $"the manifest has no {shape.Header}", $"add {shape.Header} with {string.Join(" and ", Needed(shape))}");
        }

        foreach (TomlNode item in array.Items)
        {
            if (item is TomlTable table)
            {
                into.Add(ManifestTableReader.Read(table, shape, errors));
            }
            else
            {
                errors.Add(item.At, "wrong-type", $"{shape.Name} takes tables, and this item is {item.TypeName}", $"write {shape.Header} and its keys below");
            }
        }
    }

    private static void Unknown(string name, TextPlace at, TomlNode node, HashSet<string> meant, ManifestErrors errors)
    {
        string shown = ManifestErrors.Quote(name);
        if (node is TomlTable or TomlArray { OfTables: true })
        {
            ManifestTable? near = NearestWord.Of(name, ManifestKeys.Tables.Select(table => table.Name)) is { } word ? ManifestKeys.Tables.First(table => table.Name == word) : null;
            if (near is not null)
            {
                // A misspelt table is told once, and not as a missing one as well.
                meant.Add(near.Name);
            }

            errors.Add(at, "unknown-table", $"there is no table {shown}" + (near is null ? "" : $"; did you mean {near.Header}?"),
                near is null ? $"the tables are {string.Join(", ", ManifestKeys.Tables.Select(table => table.Header))}" : $"rename it to {near.Header}");
            return;
        }

        ManifestTable? home = ManifestKeys.Tables.FirstOrDefault(table => table.Find(name) is not null);
        errors.Add(at, "unknown-key", $"the key {shown} stands outside of any table" + (home is null ? "" : $"; it belongs to {home.Header}"),
            home is null ? $"put it below one of {string.Join(", ", ManifestKeys.Tables.Select(table => table.Header))}, or remove it" : $"move it below {home.Header}");
    }

    private static void CheckNames(List<ManifestValues> workloads, ManifestErrors errors)
    {
        Dictionary<string, TextPlace> seen = new(StringComparer.Ordinal);
        foreach (ManifestValues workload in workloads)
        {
            if (workload.Get<string>("name") is { } name && !seen.TryAdd(name, workload.PlaceOf("name")))
            {
                errors.Add(workload.PlaceOf("name"), "duplicate-workload", $"a second workload is called {ManifestErrors.Quote(name)}; the first is at {errors.PlaceOf(seen[name])}", "give each workload a name of its own");
            }
        }
    }
}
