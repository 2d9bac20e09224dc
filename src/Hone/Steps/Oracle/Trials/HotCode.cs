using System.Text;
using Hone.Equivalence.Mutants;
using Hone.Ledger;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;
using Hone.Workloads;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>A hot function with the source that it is in.</summary>
/// <param name="File">The file, relative to the project folder.</param>
/// <param name="Function">Where it stands.</param>
/// <param name="Source">The file's content, a letter for each byte, so that it can be written back as it was.</param>
/// <param name="Language">Its language.</param>
/// <param name="Tokens">Its tokens.</param>
internal sealed record HotFunction(string File, SourceFunction Function, string Source, SourceLanguage Language, IReadOnlyList<SourceToken> Tokens)
{
    /// <summary>What the compiler's own parser says of the file; null for other languages than C#.</summary>
    public CSharpCode? Parsed { get; init; }

    /// <summary>All mutants of it.</summary>
    public IReadOnlyList<Mutant> Mutants => [.. TokenMutants.Of(File, Source, Language, Tokens, Function).Where(mutant => Parsed?.Allows(mutant) ?? true)];

    /// <summary>True when the mutant stands in it.</summary>
    public bool Holds(Mutant mutant) => mutant.File == File && mutant.Start >= Tokens[Function.FirstToken].Start && mutant.Start <= Tokens[Function.LastToken - 1].End;

    /// <summary>The bytes of a source text that was read by <see cref="HotCode"/>.</summary>
    public static byte[] Bytes(string source) => Encoding.Latin1.GetBytes(source);
}

/// <summary>The functions that are mutated: the hottest of the project's own, by the recorded CPU profiles.</summary>
internal sealed class HotCode
{
    private const int MostOfWorkload = 10;
    private const long LargestFile = 4 << 20;

    private readonly Session _session;
    private readonly List<HotFunction> _functions = [];
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, (string Source, SourceLanguage Language, IReadOnlyList<SourceToken> Tokens)?> _files = [];

    private HotCode(Session session) => _session = session;

    /// <summary>Hottest first.</summary>
    public IReadOnlyList<HotFunction> Functions => _functions;

    /// <summary>Hot functions that cannot be mutated, and why.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Finds them. Without any there is nothing to measure, which is a problem of exit code 1.</summary>
    public static HotCode Find(Session session, Evidence evidence, IReadOnlyList<Workload> workloads)
    {
        HotCode code = new(session);
        IReadOnlyList<string> sources = session.Project.Oracle.Strength.Sources;
        foreach (Hotspot hotspot in workloads.SelectMany(workload => code.Hotspots(evidence, workload)).OrderByDescending(hotspot => hotspot.Share))
        {
            code.Add(hotspot, sources);
        }

        if (code._functions.Count == 0 && sources.Count > 0)
        {
            code._notes.Add("no profile shows hot functions in the sources that the manifest names: all their functions are mutated");
            foreach (string file in sources.SelectMany(code.Files))
            {
                code.AddAll(file);
            }
        }

        return code._functions.Count > 0 ? code : throw new ProblemException(new(
            ExitCode.GateSaidNo,
            "no-hot-functions",
            code._notes.Count > 0 ? "no hot function can be mutated: " + string.Join("; ", code._notes) : "no CPU profile is recorded that shows functions of this project with their source",
            "record one with: hone profile; or name the files to mutate in hone.toml: [oracle.strength] sources = [\"src\"]")
        { Place = session.Folder });
    }

    private IReadOnlyList<Hotspot> Hotspots(Evidence evidence, Workload workload)
    {
        if (!evidence.Profiles.TryGetValue((workload.Name, ProfileKind.Cpu.Name()), out Recorded<ProfileFact>? recorded)
            || recorded.Entry.Artifacts.FirstOrDefault(artifact => artifact.Name == "profile.json") is not Artifact artifact
            || _session.Artifacts.Read(artifact) is not byte[] json
            || HoneProfile.Read(json) is not Profile profile)
        {
            return [];
        }

        HotspotReport report = Hone.Profiling.Hotspots.Find(profile, new() { Top = 3 * MostOfWorkload, IsOwn = OwnCode.In(_session.Folder) });
        return [.. report.Hotspots.Where(hotspot => hotspot.Own && hotspot.Frame.Source is not null).Take(MostOfWorkload)];
    }

    private void Add(Hotspot hotspot, IReadOnlyList<string> sources)
    {
        SourceLocation place = hotspot.Frame.Source!;
        string file = Path.IsPathRooted(place.File) ? Path.GetRelativePath(_session.Folder, place.File) : place.File;
        if (sources.Count > 0 && !sources.Any(source => file == source || file.StartsWith(source.TrimEnd('/') + "/", StringComparison.Ordinal)))
        {
            return;
        }

        if (Read(file) is not var (text, language, tokens))
        {
            return;
        }

        int? line = place.Line > 0 ? place.Line : null;
        CSharpCode? parsed = Parse(text, language);
        SourceFunction? function = parsed is null ? SourceFunctions.Find(tokens, text, language, hotspot.Frame.Function, line) : parsed.Find(tokens, hotspot.Frame.Function, line);
        if (function is null)
        {
            Note($"{hotspot.Frame.Function}: not found in {file}");
        }
        else if (!_functions.Any(known => known.File == file && known.Function.FirstToken < function.LastToken && function.FirstToken < known.Function.LastToken))
        {
            _functions.Add(new(file, function with { Name = SourceFunctions.SimpleName(hotspot.Frame.Function) }, text, language, tokens) { Parsed = parsed });
        }
    }

    private void AddAll(string file)
    {
        if (Read(file) is var (text, language, tokens))
        {
            _functions.AddRange(SourceFunctions.All(tokens, text, language).Select(function => new HotFunction(file, function, text, language, tokens) { Parsed = Parse(text, language) }));
        }
    }

    private static CSharpCode? Parse(string text, SourceLanguage language) => language.Name == "c#" ? CSharpCode.Read(text) : null;

    private IEnumerable<string> Files(string source)
    {
        string path = Path.Combine(_session.Folder, source);
        return !Directory.Exists(path) ? [source] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_session.Folder, file))
            .Where(file => SourceLanguages.Of(file) is not null && !file.Split('/').Any(part => part is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal);
    }

    private (string Source, SourceLanguage Language, IReadOnlyList<SourceToken> Tokens)? Read(string file)
    {
        if (!_files.TryGetValue(file, out (string, SourceLanguage, IReadOnlyList<SourceToken>)? known))
        {
            FileInfo info = new(Path.Combine(_session.Folder, file));
            if (SourceLanguages.Of(file) is not SourceLanguage language)
            {
                Note($"{file}: Hone has no rules for this language");
            }
            else if (!info.Exists || info.Length > LargestFile)
            {
                Note($"{file}: {(info.Exists ? "too large" : "not there")}");
            }
            else
            {
                string text = Encoding.Latin1.GetString(File.ReadAllBytes(info.FullName));
                known = (text, language, SourceLexer.Tokens(text, language));
            }

            _files[file] = known;
        }

        return known;
    }

    private void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
