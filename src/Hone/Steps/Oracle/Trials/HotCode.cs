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

    private readonly Session _session;
    private readonly List<HotFunction> _functions = [];
    private readonly List<string> _notes = [];
    private readonly ProjectSource _source;

    private HotCode(Session session) => (_session, _source) = (session, new(session.Folder));

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
        if (RecordedProfile.Of(_session, evidence, workload, ProfileKind.Cpu) is not var (_, _, profile))
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

        if (Read(file) is not { Language: SourceLanguage language } text)
        {
            return;
        }

        SourceFunction? function = text.Find(hotspot.Frame.Function, place.Line > 0 ? place.Line : null);
        if (function is null)
        {
            Note($"{hotspot.Frame.Function}: not found in {file}");
        }
        else if (!_functions.Any(known => known.File == file && known.Function.FirstToken < function.LastToken && function.FirstToken < known.Function.LastToken))
        {
            _functions.Add(new(file, function with { Name = SourceFunctions.SimpleName(hotspot.Frame.Function) }, text.Content, language, text.Tokens) { Parsed = text.Parsed });
        }
    }

    private void AddAll(string file)
    {
        if (Read(file) is { Language: SourceLanguage language } text)
        {
            _functions.AddRange(text.All.Select(function => new HotFunction(file, function, text.Content, language, text.Tokens) { Parsed = text.Parsed }));
        }
    }

    private IEnumerable<string> Files(string source)
    {
        string path = Path.Combine(_session.Folder, source);
        return !Directory.Exists(path) ? [source] : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_session.Folder, file))
            .Where(file => SourceLanguages.Of(file) is not null && !file.Split('/').Any(part => part is "obj" or "bin" or "node_modules"))
            .Order(StringComparer.Ordinal);
    }

    private ProjectSource.SourceText? Read(string file)
    {
        if (SourceLanguages.Of(file) is null)
        {
            Note($"{file}: Hone has no rules for this language");
            return null;
        }

        ProjectSource.SourceText? text = _source.Read(file);
        if (text is null)
        {
            Note($"{file}: not there, too large, or not in this project");
        }

        return text;
    }

    private void Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }
    }
}
