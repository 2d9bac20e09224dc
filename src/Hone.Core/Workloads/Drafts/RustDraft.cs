namespace Hone.Workloads.Drafts;

/// <summary>Rust: Cargo packages and workspaces, by Cargo's own rules for where programs are.</summary>
internal static class RustDraft
{
    public static Draft? Look(DraftFolder folder)
    {
        if (folder.Named("Cargo.toml").FirstOrDefault() is not { } marker)
        {
            return null;
        }

        string root = DraftFolder.FolderOf(marker);
        List<DraftWorkload> workloads = [];
        string? name = null;
        bool examples = false;
        foreach (string manifest in folder.Named("Cargo.toml").Take(50))
        {
            string package = DraftFolder.FolderOf(manifest);
            if (TomlFile.Read(folder.Read(manifest)) is not { } table || TomlFile.Text(table, "package", "name") is not { } packageName)
            {
                continue;
            }

            name ??= packageName;
            HashSet<string> programs = [.. TomlFile.Tables(table, "bin").Select(each => TomlFile.Text(each, "name")).OfType<string>()];
            if (programs.Count == 0 && folder.Has(DraftFolder.Below(package, "src/main.rs")))
            {
                programs.Add(packageName);
            }

            programs.UnionWith(Sources(folder, package, "src/bin"));
            foreach (string program in programs)
            {
                workloads.Add(new DraftWorkload(program, Draft.Words(DraftFolder.Below(root, "target/release/" + program)), $"program of {manifest}") { Complete = DraftFolder.IsBenchmark(program) });
            }

            foreach (string example in Sources(folder, package, "examples"))
            {
                examples = true;
                workloads.Add(new DraftWorkload(example, Draft.Words(DraftFolder.Below(root, "target/release/examples/" + example)), $"example of {manifest}") { Complete = true });
            }
        }

        string[] place = root == "." ? [] : ["--manifest-path", marker];
        return new Draft("Rust", marker)
        {
            Name = name,
            Build = new CommandLine
            {
                Words = examples ? ["cargo", "build", "--release", "--bins", "--examples", .. place] : ["cargo", "build", "--release", .. place],
                Environment = new Dictionary<string, string> { ["CARGO_PROFILE_RELEASE_DEBUG"] = "line-tables-only" },
            },
            BuildNote = "Line tables let a profile point to lines; they cost no speed.",
            Test = new CommandLine { Words = ["cargo", "test", "--release", .. place] },
            Workloads = workloads,
        };
    }

    private static IEnumerable<string> Sources(DraftFolder folder, string package, string below) =>
        folder.Ending(".rs").Where(path => DraftFolder.FolderOf(path) == DraftFolder.Below(package, below)).Select(path => Path.GetFileNameWithoutExtension(path)).Take(10);
}
