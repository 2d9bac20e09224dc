using Hone.Linux.Processes;
using Hone.Problems;

namespace Hone.Linux.Profilers.Node;

/// <summary>Runs a program with Hone's preload script in every Node.js process, and finds the files that these wrote.</summary>
/// <param name="folder">The collector's scratch folder.</param>
/// <param name="script">The name the preload script gets: <c>hone-cpu.cjs</c> or <c>hone-heap.cjs</c>.</param>
/// <param name="extension">The extension of the files it writes, with its dot.</param>
internal sealed class NodeRecording(string folder, string script, string extension)
{
    /// <summary>What was read of every profile: its path and bytes go to this action.</summary>
    public required Action<string, ReadOnlyMemory<byte>> Read { get; init; }

    /// <summary>How many profiles were read.</summary>
    public int Profiles { get; private set; }

    /// <summary>How many of them were worker threads.</summary>
    public int Workers { get; private set; }

    /// <summary>How many processes and threads began and left no profile.</summary>
    public int Missing { get; private set; }

    /// <summary>How many profiles could not be read, with the first reason.</summary>
    public string? Damaged { get; private set; }

    /// <summary>The versions of Node.js that were met.</summary>
    public SortedSet<string> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>The path of the preload script in run <paramref name="run"/>.</summary>
    public string Script(int run) => Path.Combine(folder, "run" + run, script);

    /// <summary>Runs the program once and reads what it wrote.</summary>
    public RunOutcome Run(SpawnRequest request, int run, CancellationToken cancellation)
    {
        string file = Script(run);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        EmbeddedScript.CopyTo("preload.js", file);
        Dictionary<string, string?> environment = new(request.Environment) { ["NODE_OPTIONS"] = Options(request, file) };
        RunOutcome outcome = ProcessRunner.Run(request with { Environment = environment }, cancellation);
        foreach (string started in Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.started").Order(StringComparer.Ordinal))
        {
            Take(started, Path.ChangeExtension(started, extension));
        }

        return outcome;
    }

    /// <summary>The user's NODE_OPTIONS with the preload script appended; the words are quoted as Node.js reads them (node(1), NODE_OPTIONS).</summary>
    public static string Options(SpawnRequest request, string file)
    {
        string? own = request.Environment.TryGetValue("NODE_OPTIONS", out string? set) ? set : Environment.GetEnvironmentVariable("NODE_OPTIONS");
        string quoted = file.AsSpan().ContainsAny(" \"\\")
            ? "\"" + file.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\""
            : file;
        return (string.IsNullOrWhiteSpace(own) ? "" : own + " ") + "--require " + quoted;
    }

    private void Take(string started, string profile)
    {
        Versions.Add(File.ReadAllText(started));
        if (!File.Exists(profile))
        {
            Missing++;
            return;
        }

        try
        {
            Read(profile, File.ReadAllBytes(profile));
            Profiles++;
            Workers += Path.GetFileNameWithoutExtension(profile).EndsWith("-0", StringComparison.Ordinal) ? 0 : 1;
        }
        catch (ProblemException e)
        {
            Damaged ??= e.Problem.What;
        }
    }

    /// <summary>What is degraded, as sentences.</summary>
    public IEnumerable<string> Notes()
    {
        if (Profiles == 0 && Missing == 0)
        {
            yield return "No Node.js process loaded Hone's preload script: the program runs no Node.js, or takes NODE_OPTIONS away from it.";
        }

        if (Missing > 0)
        {
            yield return $"{Missing} of {Missing + Profiles} Node.js processes and worker threads left no profile (killed, ended by abort or by terminate()); what they did is missing.";
        }

        if (Damaged is not null)
        {
            yield return "A profile could not be read and is missing: " + Damaged;
        }

        if (Profiles - Workers > 1 || Workers > 0)
        {
            yield return $"{Profiles} profiles are added up, {Workers} of them of worker threads.";
        }
    }
}
