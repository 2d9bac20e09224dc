using System.Text.Json;

namespace Hone.Workloads.Drafts;

/// <summary>Node.js: package.json.</summary>
internal static class NodeDraft
{
    public static Draft? Look(DraftFolder folder)
    {
        if (folder.Named("package.json").FirstOrDefault() is not { } marker)
        {
            return null;
        }

        string root = DraftFolder.FolderOf(marker);
        string tool = folder.Has(DraftFolder.Below(root, "pnpm-lock.yaml")) ? "pnpm" : folder.Has(DraftFolder.Below(root, "yarn.lock")) ? "yarn" : "npm";
        try
        {
            using JsonDocument package = JsonDocument.Parse(folder.Read(marker), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return package.RootElement.ValueKind == JsonValueKind.Object ? Read(package.RootElement, marker, root, tool) : new Draft("Node.js", marker);
        }
        catch (JsonException)
        {
            return new Draft("Node.js", marker);
        }
    }

    private static Draft Read(JsonElement package, string marker, string root, string tool)
    {
        Dictionary<string, string> scripts = Texts(package, "scripts");
        List<DraftWorkload> workloads = [];
        foreach (string script in scripts.Keys.Where(DraftFolder.IsBenchmark))
        {
            workloads.Add(new DraftWorkload(script, Run(script), $"script {script} of {marker}") { Complete = true });
        }

        foreach ((string name, string program) in Texts(package, "bin"))
        {
            Program(name, program, "bin");
        }

        if (workloads.Count == 0 && Text(package, "main") is { } main)
        {
            Program("main", main, "main");
        }

        return new Draft("Node.js", marker)
        {
            Name = Text(package, "name")?.Split('/')[^1],
            Build = scripts.ContainsKey("build") ? Run("build") : null,
            Test = scripts.TryGetValue("test", out string? test) && !test.Contains("no test specified", StringComparison.Ordinal) ? Run("test") : null,
            Workloads = workloads,
        };

        CommandLine Run(string script) => Draft.Words(tool, "run", script) with { WorkingDirectory = root };

        void Program(string name, string path, string key)
        {
            if (ProjectPath.Normalize(DraftFolder.Below(root, path), out _) is { } program)
            {
                workloads.Add(new DraftWorkload(name, Draft.Words("node", program), $"{key} of {marker}"));
            }
        }
    }

    private static string? Text(JsonElement table, string key) =>
        table.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A table of strings; a lone string counts as a table with the key itself.</summary>
    private static Dictionary<string, string> Texts(JsonElement table, string key)
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (Text(table, key) is { } lone)
        {
            texts[key] = lone;
        }
        else if (table.TryGetProperty(key, out JsonElement entries) && entries.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty entry in entries.EnumerateObject())
            {
                if (entry.Value.ValueKind == JsonValueKind.String)
                {
                    texts[entry.Name] = entry.Value.GetString()!;
                }
            }
        }

        return texts;
    }
}
