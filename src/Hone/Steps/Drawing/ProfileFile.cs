using Hone.Linux.Profilers;
using Hone.Linux.Profilers.Symbols;
using Hone.Linux.Storage;
using Hone.Problems;
using Hone.Profiling;
using Hone.Profiling.Formats;

namespace Hone.Cli.Steps.Drawing;

/// <summary>Reads a profile of any format from a file, a pipe or standard input.</summary>
internal static class ProfileFile
{
    private const string PerfDataName = "perf-data";

    /// <summary>The profile and the name of its format.</summary>
    public static (Profile Profile, string Format) Read(FlamegraphSettings settings, CancellationToken cancellation)
    {
        string place = settings.File is null or "-" ? "standard input" : settings.File;
        using Stream file = place == settings.File ? Open(place) : Console.OpenStandardInput();
        try
        {
            ProfileInput input = ProfileInput.Open(file, place, settings.Format);
            ImageStore images = new();
            ReadOptions options = new() { Place = place, Images = images.Load, Kind = settings.Kind, ByProgram = settings.ByProgram };
            Profile profile = Read(input, options, images, place == settings.File, cancellation);
            profile = input.Reader.NamesCode ? CxxNames.Demangle(profile, cancellation) : profile;
            return (settings.Kind is ProfileKind kind ? profile with { Kind = kind } : profile, input.Reader.Name);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(place, error);
        }
    }

    private static Profile Read(ProfileInput input, ReadOptions options, ImageStore images, bool isFile, CancellationToken cancellation)
    {
        bool recording = input.Reader.Name == PerfDataName;
        if (input.Bytes.CanSeek && (!recording || isFile))
        {
            return recording ? Recording(options.Place) : input.Read(options, cancellation);
        }

        if (!input.Reader.NeedsSeeking)
        {
            return input.Read(options, cancellation);
        }

        using Scratch scratch = new();
        string path = Path.Combine(scratch.Folder, "profile");
        try
        {
            using FileStream copy = new(path, FileMode.CreateNew, FileAccess.ReadWrite);
            input.Bytes.CopyTo(copy);
            copy.Flush();
            copy.Position = 0;
            return recording ? Recording(path) : input.ReadFrom(copy, options, cancellation);
        }
        catch (IOException error)
        {
            throw DiskProblem.From(error, path);
        }

        // The reader in Core names no kernel and knows no build ids, which take more than the bytes of the file.
        Profile Recording(string file) => PerfFileProfile.Read(file, images, new PerfFileOptions { ByProgram = options.ByProgram }, cancellation) with { Command = options.Place };
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, error);
        }
    }

    private static ProblemException Unreadable(string path, Exception error) => new(
        new Problem(
            ExitCode.Usage,
            "profile-unreadable",
            error is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : Directory.Exists(path) ? "this is a folder" : "the file cannot be read: " + error.Message,
            "name a profile; a command to record goes after --: hone flamegraph -- COMMAND")
        { Place = path },
        error);
}
