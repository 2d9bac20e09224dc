namespace Hone.Workloads.Drafts;

/// <summary>Python: pyproject.toml, setup files, modules that can be run, pytest and unittest.</summary>
internal static class PythonDraft
{
    public static Draft? Look(DraftFolder folder)
    {
        string? marker = folder.Named("pyproject.toml", "setup.py", "setup.cfg").FirstOrDefault() ?? folder.Named("__main__.py").FirstOrDefault();
        if (marker is null)
        {
            return null;
        }

        string root = Path.GetFileName(marker) == "__main__.py" ? DraftFolder.FolderOf(DraftFolder.FolderOf(marker)) : DraftFolder.FolderOf(marker);
        List<DraftWorkload> workloads = [];
        foreach (string script in folder.Ending(".py").Where(IsScript).Take(5))
        {
            string name = Path.GetFileNameWithoutExtension(script);
            workloads.Add(new DraftWorkload(name, Draft.Words("python3", script), script) { Complete = DraftFolder.IsBenchmark(script) });
        }

        foreach (string main in folder.Named("__main__.py").Where(main => DraftFolder.Depth(main) > 0 && !DraftFolder.IsTest(main)))
        {
            string package = DraftFolder.FolderOf(main);
            string home = package.StartsWith("src/", StringComparison.Ordinal) ? "src" : ".";
            string module = (home == "." ? package : package["src/".Length..]).Replace('/', '.');
            CommandLine run = Draft.Words("python3", "-m", module);
            workloads.Add(new DraftWorkload(module, home == "." ? run : run with { Environment = new Dictionary<string, string> { ["PYTHONPATH"] = home } }, main));
        }

        return new Draft("Python", marker)
        {
            Name = TomlFile.Text(folder.Read(DraftFolder.Below(root, "pyproject.toml")), "project", "name"),
            Test = Test(folder),
            Workloads = workloads,
        };
    }

    private static bool IsScript(string path)
    {
        string name = Path.GetFileName(path);
        string above = DraftFolder.FolderOf(path);
        return name is not ("__init__.py" or "__main__.py" or "conftest.py") && !name.StartsWith("test_", StringComparison.Ordinal)
            && (name.StartsWith("bench", StringComparison.Ordinal) || above.StartsWith("bench", StringComparison.Ordinal) || above == "examples");
    }

    private static CommandLine? Test(DraftFolder folder)
    {
        bool pytest = folder.Named("conftest.py", "pytest.ini").Any()
            || folder.Named("pyproject.toml", "setup.cfg", "tox.ini", "requirements.txt", "requirements-dev.txt").Take(10).Any(file => folder.Read(file).Contains("pytest", StringComparison.Ordinal));
        if (pytest)
        {
            return Draft.Words("python3", "-m", "pytest", "-q");
        }

        string? first = folder.Ending(".py").FirstOrDefault(path => Path.GetFileName(path).StartsWith("test", StringComparison.Ordinal) && DraftFolder.Depth(path) <= 1);
        return first is null ? null
            : DraftFolder.Depth(first) == 0 ? Draft.Words("python3", "-m", "unittest", "discover")
            : folder.Has(DraftFolder.Below(DraftFolder.FolderOf(first), "__init__.py")) ? Draft.Words("python3", "-m", "unittest", "discover", "-s", DraftFolder.FolderOf(first), "-t", ".")
            : Draft.Words("python3", "-m", "unittest", "discover", "-s", DraftFolder.FolderOf(first));
    }
}
