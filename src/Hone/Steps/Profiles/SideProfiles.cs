using Hone.Linux.Profilers.Symbols;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Cli.Steps.Profiles;

/// <summary>The profiles of one side: files of any format, or recorded ones.</summary>
internal sealed class SideProfiles(ProfileKind? kind, string? format, Func<Session> open, CancellationToken cancellation)
{
    private ProfileReference? _recorded;

    /// <summary>Reads what each word names.</summary>
    public IReadOnlyList<Profile> Read(IReadOnlyList<string> words)
    {
        List<Profile> profiles = [];
        foreach (string word in words)
        {
            // A path that is meant as one says so, whatever is recorded under that name.
            if (Path.Exists(word) || word.Contains('/', StringComparison.Ordinal) || format is not null)
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

    private Profile File(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
            ProfileInput input = ProfileInput.Open(file, path, format);
            ImageStore images = new();
            Profile profile = input.Read(new ReadOptions { Place = path, Images = images.Load, Kind = kind }, cancellation);
            return kind is ProfileKind wanted ? profile with { Kind = wanted } : profile;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                new(
                    ExitCode.Usage,
                    "profile-unreadable",
                    error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : Directory.Exists(path) ? "this is a folder" : "the file cannot be read: " + error.Message,
                    "name a profile, or a recorded one as WORKLOAD@REVISION")
                { Place = path },
                error);
        }
    }
}
