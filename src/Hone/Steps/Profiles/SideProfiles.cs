using Hone.Cli.Steps.Drawing;
using Hone.Problems;
using Hone.Profiling;

namespace Hone.Cli.Steps.Profiles;

/// <summary>The profiles of one side: files of any format, or recorded ones.</summary>
internal sealed class SideProfiles(ProfileKind? kind, string? format, Func<Session> open, CancellationToken cancellation)
{
    private ProfileReference? _recorded;

    /// <summary>What is to be said of where the profiles come from.</summary>
    public IReadOnlyList<string> Notes => _recorded is { Hosts.Count: > 1 }
        ? ["the two sides were recorded on different machines, whose difference is in every figure: record both on one"]
        : [];

    /// <summary>Reads what each word names.</summary>
    public IReadOnlyList<Profile> Read(IReadOnlyList<string> words)
    {
        List<Profile> profiles = [];
        foreach (string word in words)
        {
            // A path that is meant as one says so, whatever is recorded under that name; a folder is no profile.
            if ((Path.Exists(word) && !(Directory.Exists(word) && IsWorkload(word))) || word.Contains('/', StringComparison.Ordinal) || format is not null)
            {
                profiles.Add(File(word));
            }
            else
            {
                _recorded ??= new ProfileReference(open());
                profiles.AddRange(_recorded.Find(word, kind ?? ProfileKind.Cpu));
            }
        }

        return profiles;
    }

    private bool IsWorkload(string word)
    {
        try
        {
            _recorded ??= new ProfileReference(open());
            return _recorded.IsWorkload(word);
        }
        catch (ProblemException problem) when (problem.Problem.Exit == ExitCode.Usage)
        {
            return false;
        }
    }

    private Profile File(string path) =>
        ProfileFile.Read(new FlamegraphSettings { File = path, Format = format, Kind = kind }, cancellation).Profile;
}
